// ARIA properties for Firefox before 119, which only has the attributes.

const REFLECTED = ['Current', 'Expanded', 'Hidden', 'Label', 'Orientation', 'Pressed', 'Selected', 'ValueNow'];

/** Defines the properties that the scripts use, if the browser lacks them. */
export function reflectAria() {
  const attributes = [['role', 'role'], ...REFLECTED.map((name) => [`aria${name}`, `aria-${name.toLowerCase()}`])];
  for (const [property, attribute] of attributes) {
    if (property in Element.prototype) continue;
    Object.defineProperty(Element.prototype, property, {
      configurable: true,
      /** @this {Element} */
      get() { return this.getAttribute(attribute); },
      /** @this {Element} @param {unknown} value */
      set(value) {
        if (value === null || value === undefined) this.removeAttribute(attribute);
        else this.setAttribute(attribute, String(value));
      },
    });
  }
}
