import { css } from 'lit';

export const styles = css`
  [popover] {
    position: fixed;
    inset: auto 0 16px;
    margin: auto;
    flex-direction: row;
    gap: 8px;
    align-items: center;
    inline-size: fit-content;
    max-inline-size: calc(100% - 32px);
    max-block-size: calc(100% - 32px);
    overflow: auto;
    padding: 7px 7px 7px 11px;
    color: inherit;
    box-shadow: var(--cbk-shadow-raised, 0 4px 16px #0004);
  }
  [popover]:dir(rtl) {
    padding: 7px 11px 7px 7px;
  }
  [popover]:not(:popover-open) {
    display: none;
  }
`;
