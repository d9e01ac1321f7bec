// Replaces the text of an open style sheet, but only rules that differ, since the browser matches each replaced rule
// against the whole document.

/** @typedef {{ readonly cssRules: CSSRuleList, insertRule(rule: string, index?: number): number, deleteRule(index: number): void }} RuleHolder */

/** The text of a rule without nested rules. @param {CSSRule} rule */
function headOf(rule) {
  const { conditionText, selectorText, style } = /** @type {CSSRule & Partial<CSSConditionRule & CSSStyleRule>} */ (rule);
  return conditionText ?? (selectorText && `${selectorText}{${style?.cssText}`);
}

/** @param {CSSRule | RuleHolder} rule @returns {rule is CSSRule & RuleHolder} */
const holdsRules = (rule) => Boolean(/** @type {Partial<RuleHolder>} */ (rule).cssRules?.length);

/** Whether two rules differ at most in their nested rules. @param {CSSRule} one @param {CSSRule} other */
function haveSameHead(one, other) {
  if (one.constructor !== other.constructor || !holdsRules(one) || !holdsRules(other)) return false;
  return headOf(one) !== undefined && headOf(one) === headOf(other);
}

/** Replaces the rules between equal first and equal last ones.
 * @param {RuleHolder} holder @param {RuleHolder} wanted */
function replaceRules(holder, wanted) {
  const [now, then] = [holder, wanted].map(({ cssRules }) => Array.from(cssRules, (rule) => rule.cssText));
  const most = Math.min(now.length, then.length);
  let start = 0;
  while (start < most && now[start] === then[start]) start += 1;
  let end = 0;
  while (end < most - start && now.at(-1 - end) === then.at(-1 - end)) end += 1;
  const [n_removed, n_added] = [now.length - start - end, then.length - start - end];
  if (n_removed === 1 && n_added === 1) {
    const [one, other] = [holder.cssRules[start], wanted.cssRules[start]];
    if (haveSameHead(one, other) && holdsRules(one) && holdsRules(other)) {
      replaceRules(one, other);
      return;
    }
  }
  for (let n = 0; n < n_removed; n += 1) holder.deleteRule(start);
  for (let n = 0; n < n_added; n += 1) holder.insertRule(then[start + n], start + n);
}

/** Replaces the text of a link's style sheet, at once. Returns whether that was possible.
 * @param {HTMLLinkElement} link @param {string} css */
export function setSheet({ sheet }, css) {
  // These rules are only valid at the start, and a constructed sheet cannot have them.
  if (!sheet || /@(import|namespace)/i.test(css)) return false;
  try {
    if (Array.from(sheet.cssRules).some((rule) => rule instanceof CSSImportRule || rule instanceof CSSNamespaceRule)) return false;
    const wanted = new CSSStyleSheet(sheet.href ? { baseURL: sheet.href } : {});
    wanted.replaceSync(css);
    replaceRules(sheet, wanted);
    return true;
  } catch {
    return false;
  }
}
