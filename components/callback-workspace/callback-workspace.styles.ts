import { css } from 'lit';

export const styles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-block-size: 100%;
    background: var(--_sunken);
    container: workspace / inline-size;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    padding: calc(2 * var(--_unit)) calc(4 * var(--_unit));
    background: var(--_surface);
    border-block-end: 1px solid var(--_border);
  }
  h1 {
    display: flex;
    flex: 1;
    gap: 8px;
    align-items: center;
    min-inline-size: max-content;
    margin: 0;
    font-size: inherit;
    line-height: 20px;
  }
  h1 .i {
    color: var(--_accent);
  }
  .me {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    border-radius: 50%;
    background: color-mix(in srgb, var(--_text) 6%, var(--_surface));
    font-size: 0.86em;
    font-weight: 600;
  }
  /* Comes and goes, and moves nothing else. */
  callback-voice-control {
    order: 2;
    flex: 1 1 100%;
    min-inline-size: 0;
  }
  main {
    flex: 1;
    display: grid;
    grid-template: 'open' auto 'inbox' auto / minmax(0, 1fr);
    align-content: start;
  }
  .open {
    grid-area: open;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(4 * var(--_unit));
    align-content: start;
    padding: calc(4 * var(--_unit));
    outline-offset: -2px;
  }
  .column {
    display: grid;
    gap: calc(4 * var(--_unit));
    align-content: start;
    grid-template-columns: minmax(0, 1fr);
  }
  .inbox {
    grid-area: inbox;
    padding: calc(4 * var(--_unit));
    border-block-start: 1px solid var(--_border);
  }
  .nothing {
    display: grid;
    justify-items: center;
    gap: 4px;
    padding-block: 40px 24px;
    text-align: center;
  }
  .others {
    grid-column: 1 / -1;
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 200px), 1fr));
    gap: 8px;
    padding: 0;
    margin: 0;
    list-style: none;
    button {
      display: flex;
      gap: 8px;
      align-items: center;
      justify-content: space-between;
      inline-size: 100%;
      min-block-size: var(--_height);
      padding: 3px 12px;
      border: 1px solid var(--_control);
      border-radius: var(--_radius);
      background: var(--_surface);
      font: inherit;
      color: inherit;
      text-align: start;
      cursor: pointer;
    }
    .cut {
      flex: 1;
    }
    .small,
    .mark {
      flex: none;
    }
    .mark {
      display: grid;
      color: var(--_warning);
    }
    button:hover {
      background: color-mix(in srgb, var(--_text) 6%, var(--_surface));
    }
    [aria-current] {
      border-color: var(--_accent);
      box-shadow: inset 0 0 0 1px var(--_accent);
      font-weight: 600;
    }
  }
  /* Draws nothing where no wrap-up is left. */
  .nothing wrap-up-modal {
    inline-size: min(100%, 480px);
    margin-block-start: 24px;
    text-align: start;
  }
  .nothing > .i {
    inline-size: 32px;
    block-size: 32px;
    margin-block-end: 8px;
    stroke-width: 1;
    color: var(--_muted);
  }
  nav {
    position: sticky;
    inset-block-end: 0;
    display: grid;
    grid-auto-flow: column;
    grid-auto-columns: 1fr;
    background: var(--_surface);
    border-block-start: 1px solid var(--_border);
  }
  nav button {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 2px;
    padding: 8px 4px;
    border: 0;
    background: none;
    font: inherit;
    font-size: 0.86em;
    line-height: 16px;
    font-weight: 500;
    color: var(--_muted);
    outline-offset: -2px;
    cursor: pointer;
  }
  nav [aria-current] {
    color: var(--_accent);
    box-shadow: inset 0 2px var(--_accent);
  }
  .count {
    position: absolute;
    inset-block-start: 4px;
    inset-inline-start: calc(50% + 4px);
    min-inline-size: 16px;
    padding: 0 4px;
    border-radius: 8px;
    background: var(--_accent);
    color: var(--_on-fill);
    font-size: 0.79em;
    font-weight: 600;
  }
  /* A row of its own, below the heading and who it is. */
  @container workspace (max-width: 899px) {
    callback-presence {
      order: 1;
      flex: 1 1 100%;
    }
  }
  /* It is in the foot of the page. */
  @container workspace (max-width: 719px) {
    .btn--list {
      display: none;
    }
  }
  @container workspace (min-width: 720px) {
    main {
      grid-template: 'open inbox' 1fr / minmax(0, 1fr) 320px;
    }
    .inbox {
      background: var(--_surface);
      border-block-start: 0;
      border-inline-start: 1px solid var(--_border);
    }
    nav {
      display: none;
    }
  }
  @container workspace (min-width: 1080px) {
    .open:has(> .column) {
      grid-template-columns: minmax(300px, 360px) minmax(0, 1fr);
    }
  }
  @container workspace (min-width: 1900px) {
    .open:has(> .column) {
      justify-content: center;
      grid-template-columns: 400px minmax(0, 960px);
    }
  }
`;
