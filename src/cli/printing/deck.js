// Runs in a browser that prints or draws a deck, in a world of its own: it sees the page, and nothing that scripts of the
// page changed. Its value is an object of functions.
(() => {
  const PICTURES = 20_000; // ms to wait for pictures, which may never come.

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const slides = () => all('main.deck section.slide');
  const hide = (element, isHidden) => {
    if (isHidden) element.style.setProperty('display', 'none', 'important');
    else element.style.removeProperty('display');
  };

  let units = [];

  /** The names of everything in a unit; the first one is the unit's own, if it needs one. */
  function namesOf(unit, index) {
    unit.id ||= `deckyard-unit-${index}`;
    return [unit.id, ...all('[id]', unit).map(({ id }) => id)];
  }

  /** Links to all units: browsers give a place in the file to what a link leads to. */
  function linkTo(names) {
    const links = document.createElement('nav');
    hide(links, true);
    for (const [name] of names) {
      const link = document.createElement('a');
      link.href = `#${name}`;
      links.append(link);
    }
    document.body.append(links);
  }

  const numberOf = (slide) => Number(slide.dataset.number);

  const whole = async (within) => {
    await document.fonts.ready;
    const pictures = within.flatMap((unit) => all('img', unit)).filter(({ complete }) => !complete);
    const loaded = (picture) => new Promise((done) => {
      for (const event of ['load', 'error']) picture.addEventListener(event, done, { once: true });
    });
    const limit = new Promise((done) => { setTimeout(done, PICTURES); });
    await Promise.race([Promise.all(pictures.map(loaded)), limit]);
  };

  return {
    /** What is on paper in one piece: slides, steps, sheets. Shows none of them. */
    prepare() {
      const sheets = all('main.deck > .sheet');
      units = sheets.length ? sheets : slides();
      const names = units.map(namesOf);
      linkTo(names);
      for (const unit of units) hide(unit, true);
      return units.map((unit, index) => {
        const own = unit.matches('.slide') ? [unit] : all('.slide', unit);
        return { names: names[index], numbers: own.map(numberOf) };
      });
    },
    /** Shows these units alone. */
    async show(from, to) {
      units.forEach((unit, index) => { hide(unit, index < from || index >= to); });
      await whole(units.slice(from, to));
    },
    /** Shows one slide alone, as on paper, and tells where it is. */
    async draw(index) {
      const list = slides();
      list.forEach((slide, at) => { hide(slide, at !== index); });
      await whole([list[index]]);
      dispatchEvent(new Event('beforeprint'));
      const { x, y, width, height } = list[index].getBoundingClientRect();
      return { x: x + scrollX, y: y + scrollY, width, height };
    },
    /** What the slide that is shown says, and where its links are. */
    tell(index) {
      const slide = slides()[index];
      const frame = slide.getBoundingClientRect();
      const textOf = (element) => (element?.innerText ?? '').replace(/\n{2,}/g, '\n').trim();
      const notes = slide.querySelector('.notes');
      notes?.style.setProperty('display', 'block', 'important');
      const own = textOf(notes);
      notes?.style.removeProperty('display');
      const links = all('a[href]', slide).filter((link) => !link.closest('.notes, [data-ui]') && /^(https?|mailto):/.test(link.href));
      const areas = links.flatMap((link) => [...link.getClientRects()].map((box) => ({
        to: link.href,
        area: [(box.x - frame.x) / frame.width, (box.y - frame.y) / frame.height, box.width / frame.width, box.height / frame.height],
      })));
      const text = textOf(slide.querySelector('.slide-content'));
      const title = textOf(slide.querySelector('h1, h2, h3')).replace(/\s+/g, ' ') || text.split('\n')[0] || slide.dataset.number;
      return { title, text, notes: own, links: areas, ratio: frame.width / frame.height };
    },
    /** The slides by their names and numbers, with what they say. */
    list() {
      return slides().map((slide) => ({
        id: slide.id,
        names: [slide.dataset.name ?? '', ...all('[id]', slide).map(({ id }) => id)],
        number: numberOf(slide),
        steps: Number(slide.dataset.steps ?? 0),
      }));
    },
  };
})()
