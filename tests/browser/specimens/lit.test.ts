import { LitElement, html } from 'lit';

class NeverSettled extends LitElement {
  static override properties = { count: { type: Number } };
  declare count: number;
  constructor() {
    super();
    this.count = 0;
  }
  override render() {
    return html`${this.count}`;
  }
  override updated() {
    if (this.count === 0) this.count = 1;
  }
}
customElements.define('never-settled', NeverSettled);

it('is warned by Lit of a change after the update', async () => {
  const element = new NeverSettled();
  document.body.append(element);
  await element.updateComplete;
});
