// Finds and creates elements.

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Partial<HTMLElementTagNameMap[Tag]>} properties
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function makeElement(tag, properties, ...content) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...content);
  return element;
}

/**
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {HTMLElement[]}
 */
export const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

/** Sets styles that override all style sheets. @param {HTMLElement} element @param {Record<string, string>} style */
export function force(element, style) {
  for (const [name, value] of Object.entries(style)) element.style.setProperty(name, value, 'important');
}

/** The target of an event, even in a shadow tree. @param {Event} event */
export const targetOf = (event) => /** @type {HTMLElement} */ (event.composedPath()[0] ?? event.target);

/**
 * The element around the target of an event that matches a selector. The target of a window's event may be the document.
 * @param {Event} event
 * @param {string} selector
 */
export const targetWithin = (event, selector) => /** @type {HTMLElement | null} */ (targetOf(event).closest?.(selector) ?? null);

/** The element that has the focus, even in a shadow tree. @returns {HTMLElement | null} */
export function focusedElement() {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return /** @type {HTMLElement | null} */ (element);
}

/** @param {KeyboardEvent | MouseEvent} event */
export const hasModifier = ({ ctrlKey, altKey, metaKey, shiftKey }) => ctrlKey || altKey || metaKey || shiftKey;
