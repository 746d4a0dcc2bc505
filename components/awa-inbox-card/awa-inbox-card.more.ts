// Loaded with the first card: what is not on it while it waits for Accept.
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { OfferRecord } from '../../contract/records.ts';
import type { Control } from '../shared/element.ts';
import { localized } from '../shared/locale.ts';
import { button } from '../shared/templates/button.ts';
import type { AwaInboxCard } from './awa-inbox-card.ts';
import { strings } from './awa-inbox-card.more.strings.ts';

/**
 * What becomes of an auto-assigned offer, or why one has ended: by the reason that its capability to accept gives, else
 * by its state and kind.
 */
export const fate = (language: string, { state, badge, capabilities }: OfferRecord): string => {
  const s = localized(language, strings);
  const { reason = '', message } = capabilities.accept ?? {};
  const outcome = state === 'open' ? 'opens' : state;
  const words = s as unknown as Record<string, string | undefined>;
  const because: Record<string, string | null | undefined> = s.because;
  return (
    (state === 'open' ? undefined : (because[reason] ?? (reason === 'offer_ended' ? undefined : message))) ??
    words[`${outcome}_${badge?.kind ?? 'callback'}`] ??
    words[outcome] ??
    ''
  );
};

/** The same in a word or two. */
export const outcome = (language: string, { state }: OfferRecord): string =>
  localized(language, strings).states[state];

/** The same, to be announced. */
export const news = (language: string, offer: OfferRecord): string =>
  localized(language, strings).became(offer.customerName, outcome(language, offer));

const styles = css`
  .reasons {
    display: grid;
    gap: 8px;
    > .btn + .small {
      margin-block: -4px 4px;
    }
  }
`.styleSheet!;

/** The provider's reasons for rejecting, in its order, each with what else it means. */
export const reasons = (
  card: AwaInboxCard,
  language: string,
  { rejectReasons }: OfferRecord,
  control: Control,
  back: () => void,
): TemplateResult => {
  const s = localized(language, strings);
  const { adoptedStyleSheets } = card.shadowRoot!;
  if (!adoptedStyleSheets.includes(styles)) adoptedStyleSheets.push(styles);
  const pressed = ({ key }: KeyboardEvent) => {
    if (key === 'Escape') back();
  };
  return html`<div class="reasons" role="group" aria-label=${s.why} @keydown=${pressed}>
    <div class="small muted">${s.why}</div>
    ${rejectReasons.map(({ id, name, reassignable }) => [
      button({
        label: name,
        control: reassignable ? { ...control, reason: control.reason || s.again } : control,
        press: () => card.reject(id),
      }),
      reassignable ? html`<div class="small muted" aria-hidden="true">${s.again}</div>` : nothing,
    ])}
    ${button({ label: s.back, press: back })}
  </div>`;
};
