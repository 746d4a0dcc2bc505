import { css } from 'lit';

export const styles = css`
  :host {
    container-type: inline-size;
  }
  h2 {
    font-size: inherit;
    line-height: 24px;
    font-weight: 600;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 1px;
    overflow: hidden;
    background: var(--_border);
    border-radius: var(--_radius);
  }
  .fact {
    flex: 1 1 152px;
    padding: calc(3 * var(--_unit));
    background: var(--_sunken);
    b {
      display: block;
      margin-block: 2px;
      font-size: 1.43em;
      line-height: 24px;
      font-weight: 600;
    }
  }
  .why {
    gap: 4px;
  }
  .late .i {
    color: var(--_warning);
  }
  dl {
    display: grid;
    gap: calc(3 * var(--_unit)) calc(4 * var(--_unit));
  }
  dd {
    margin-block-start: 2px;
  }
  bdi {
    white-space: pre-line;
  }
  table {
    inline-size: 100%;
    table-layout: fixed;
    border-collapse: collapse;
  }
  th:nth-child(1) {
    inline-size: 32px;
  }
  th:nth-child(2) {
    inline-size: 88px;
  }
  th {
    padding: 0 0 4px;
    font-weight: 500;
    text-align: start;
  }
  td {
    padding: 6px 0 5px;
    padding-inline-end: 8px;
    border-block-start: 1px solid var(--_border);
    vertical-align: top;
  }
  @container (width < 480px) {
    /* two lines a row: number, time, outcome; then what was called, and by whom */
    thead {
      position: absolute;
      clip-path: inset(50%);
    }
    tr {
      display: grid;
      grid-template-columns: 16px repeat(2, minmax(0, 1fr));
      gap: 0 8px;
      padding-block: 6px;
      border-block-start: 1px solid var(--_border);
    }
    td {
      padding: 0;
      border: 0;
    }
    td:nth-child(4) {
      grid-column-start: 2;
    }
  }
  @container (width >= 480px) {
    dl {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
    .wide {
      grid-column: 1 / -1;
    }
  }
  @media (forced-colors: active) {
    .facts {
      background: CanvasText;
      border: 1px solid;
    }
  }
`;
