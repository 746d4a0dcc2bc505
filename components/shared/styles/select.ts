import { css } from 'lit';

/** A select of styles/field.ts; the arrow is an icon behind it in the document, drawn over its end. */
export const select = css`
  select.field {
    padding-inline-end: 36px;
    text-overflow: ellipsis;
    appearance: none;
    + .i {
      float: inline-end;
      margin: calc(var(--_height) / -2 - 10px) 8px 0;
      pointer-events: none;
    }
  }
`;
