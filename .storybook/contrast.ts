// A page cannot say that its reader prefers more contrast. What the sheets have for those who do is made to be for all.

const preference = '(prefers-contrast: more)';
const changed = new Set<CSSMediaRule>();
const sheets = new Set<CSSStyleSheet>();
let isOn = false;

const apply = (rules: CSSRuleList): void => {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule && (changed.has(rule) || rule.media.mediaText === preference)) {
      changed.add(rule);
      rule.media.mediaText = isOn ? 'all' : preference;
    }
    if (rule instanceof CSSGroupingRule || rule instanceof CSSStyleRule) apply(rule.cssRules);
  }
};

// eslint-disable-next-line @typescript-eslint/unbound-method -- is called with its own sheet below
const { replaceSync } = CSSStyleSheet.prototype;
CSSStyleSheet.prototype.replaceSync = function (text: string): void {
  replaceSync.call(this, text);
  sheets.add(this);
  apply(this.cssRules);
};

/** Shows what prefers-contrast: more looks like, in the sheets made after this file was loaded. */
export const moreContrast = (on: boolean): void => {
  if (on === isOn) return;
  isOn = on;
  for (const { cssRules } of sheets) apply(cssRules);
};
