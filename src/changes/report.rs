//! The report: what happened to each deck, and each change of slides once, with the decks that show it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::align::{SlidePair, SlideSlot, align};
use super::decks::{self, Contents};
use super::lines::{self, DiffRow};
use super::snapshot::{DeckAddress, DeckSnapshot, SiteSnapshot, SlideContent, SlideSnapshot};

/// What changed between two builds of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeReport {
    /// All decks, by address; those that are gone under their old one.
    pub decks: Vec<DeckChange>,
    /// Events that were added, removed or renamed.
    pub events: Vec<EventChange>,
    /// The changes of slides, in the order of the decks. Slides of added or removed decks are only
    /// counted.
    pub slides: Vec<SlideChange>,
}

/// What happened to a deck.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckChange {
    /// Which deck it is.
    pub address: DeckAddress,
    /// Its title.
    pub title: String,
    /// Its former title, if that was different.
    pub old_title: Option<String>,
    /// What happened to it.
    pub state: DeckState,
    /// How many slides it had.
    pub n_old: usize,
    /// How many slides it has.
    pub n_new: usize,
    /// What happened to them.
    pub counts: SlideCounts,
}

/// What happened to a deck as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeckState {
    /// Nothing.
    Same,
    /// Some slides or the title differ.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its address changed.
    Renamed(DeckAddress),
}

/// How many slides of a deck have each kind of change. Each slide of the new deck counts once, in
/// addition to `same`.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub struct SlideCounts {
    /// As they were.
    pub same: usize,
    /// With changed content, at the same or another position.
    pub changed: usize,
    /// New ones.
    pub added: usize,
    /// Slides that are gone.
    pub removed: usize,
    /// The same content elsewhere in the deck.
    pub moved: usize,
}

/// What happened to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventChange {
    /// Its slug; the old one if it is gone.
    pub slug: String,
    /// The slug that it had, if its decks are those of an event that is gone.
    pub old_slug: Option<String>,
    /// The title that it had; `None` if it is new.
    pub old_title: Option<String>,
    /// Its title; `None` if it is gone.
    pub new_title: Option<String>,
}

/// A change of a slide, in all decks that show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlideChange {
    /// What happened.
    pub kind: SlideChangeKind,
    /// Whether a changed slide also moved, in the first of its decks.
    pub has_moved: bool,
    /// The slide as it was, the first one if several moved together.
    pub old: Option<ShownSlide>,
    /// The slide as it is.
    pub new: Option<ShownSlide>,
    /// How many slides moved together.
    pub n_slides: usize,
    /// Pictures of the slide that differ under the same name.
    pub pictures: Vec<String>,
    /// Whether a drawing differs, such as a diagram.
    pub has_new_drawing: bool,
    /// Both versions, line by line; empty for slides that only moved.
    pub rows: Vec<DiffRow>,
    /// Where it is.
    pub places: Vec<SlidePlace>,
}

/// What can happen to a slide.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlideChangeKind {
    /// Its content changed.
    Changed,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It is at another position.
    Moved,
}

/// A slide, as a report names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownSlide {
    /// Its title.
    pub title: String,
    /// The name that links use.
    pub id: String,
    /// The file and line in which it is written; may be empty.
    pub source: String,
}

/// Where a change is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlidePlace {
    /// The deck, by its place in [`ChangeReport::decks`].
    pub deck: usize,
    /// The number that the slide had.
    pub old_number: Option<u32>,
    /// The number that it has.
    pub new_number: Option<u32>,
}

impl ChangeReport {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.events.is_empty() && self.decks.iter().all(|deck| deck.state == DeckState::Same)
    }

    /// How many decks and how many events show a change.
    pub fn reach(&self, change: &SlideChange) -> (usize, usize) {
        let decks: BTreeSet<usize> = change.places.iter().map(|place| place.deck).collect();
        let events = decks.iter().filter_map(|&deck| self.decks[deck].address.event.as_deref());
        let events: BTreeSet<&str> = events.collect();
        (decks.len(), events.len())
    }

    /// How many different changes of slides of a kind there are; runs that moved count their slides.
    pub fn count(&self, kind: SlideChangeKind) -> usize {
        self.slides.iter().filter(|slide| slide.kind == kind).map(|slide| slide.n_slides).sum()
    }
}

/// Compares two sites. The content of the named pictures differs under the same name.
pub fn compare(
    old: &SiteSnapshot,
    new: &SiteSnapshot,
    pictures: &BTreeSet<String>,
) -> ChangeReport {
    let mut numbering = Numbering { known: HashMap::new(), pictures };
    let old_contents = numbering.contents(old, NumberedSide::Old);
    let new_contents = numbering.contents(new, NumberedSide::New);
    let pairs = decks::pair(&old_contents, &new_contents);
    let renamed: BTreeSet<&DeckAddress> = pairs.values().copied().collect();
    let gone = old.decks.keys().filter(|address| !renamed.contains(address));
    let mut addresses: Vec<(&DeckAddress, NumberedSide)> =
        gone.map(|address| (address, NumberedSide::Old)).collect();
    addresses.extend(new.decks.keys().map(|address| (address, NumberedSide::New)));
    addresses.sort();
    let mut collector =
        ChangeCollector { pictures, report: ChangeReport::default(), known: BTreeMap::new() };
    for (address, side) in addresses {
        match (side, pairs.get(address)) {
            (NumberedSide::New, Some(before)) => {
                let (one, other) = (&old.decks[*before], &new.decks[address]);
                let old = DeckSide { address: before, deck: one, contents: &old_contents[*before] };
                let new = DeckSide { address, deck: other, contents: &new_contents[address] };
                collector.compare(&old, &new);
            }
            (NumberedSide::New, None) => {
                collector.whole(address, &new.decks[address], DeckState::Added);
            }
            (NumberedSide::Old, _) => {
                collector.whole(address, &old.decks[address], DeckState::Removed);
            }
        }
    }
    let mut report = collector.report;
    let renamed = pairs.iter().filter_map(|(new, old)| {
        let (new, old) = (new.event.as_deref()?, old.event.as_deref()?);
        (new != old).then_some((new, old))
    });
    report.events = events(old, new, &renamed.collect());
    report
}

#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum NumberedSide {
    Old,
    New,
}

/// Gives equal contents equal numbers.
struct Numbering<'a> {
    known: HashMap<(&'a SlideContent, bool), u32>,
    pictures: &'a BTreeSet<String>,
}

impl<'a> Numbering<'a> {
    fn contents(&mut self, site: &'a SiteSnapshot, side: NumberedSide) -> Contents<'a> {
        let mut found = Contents::new();
        for (address, deck) in &site.decks {
            let numbers = deck.slides.iter().map(|slide| self.number(&slide.content, side));
            found.insert(address, numbers.collect());
        }
        found
    }

    /// A slide that shows a new picture under an old name counts as changed.
    fn number(&mut self, content: &'a SlideContent, side: NumberedSide) -> u32 {
        let has_new_picture = side == NumberedSide::New
            && content.pictures.iter().any(|path| self.pictures.contains(path));
        let next = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        *self.known.entry((content, has_new_picture)).or_insert(next)
    }
}

/// A deck on one side.
struct DeckSide<'a> {
    address: &'a DeckAddress,
    deck: &'a DeckSnapshot,
    contents: &'a [u32],
}

impl<'a> DeckSide<'a> {
    fn slots(&self) -> Vec<SlideSlot<'a>> {
        let slots = self.deck.slides.iter().zip(self.contents);
        slots.map(|(slide, &content)| SlideSlot { slide, content }).collect()
    }
}

/// Equal for changes that are shown once: what happened, and the numbers of the old and the new contents.
type ChangeKey = (SlideChangeKind, Vec<u32>, Vec<u32>);

/// A change in one deck.
struct FoundChange<'a> {
    kind: SlideChangeKind,
    has_moved: bool,
    old: &'a [SlideSlot<'a>],
    new: &'a [SlideSlot<'a>],
}

struct ChangeCollector<'p> {
    pictures: &'p BTreeSet<String>,
    report: ChangeReport,
    /// The place of each change in the report.
    known: BTreeMap<ChangeKey, usize>,
}

impl ChangeCollector<'_> {
    /// Records a deck that was added or removed.
    fn whole(&mut self, address: &DeckAddress, deck: &DeckSnapshot, state: DeckState) {
        let n = deck.slides.len();
        let is_new = state == DeckState::Added;
        let (n_old, n_new) = if is_new { (0, n) } else { (n, 0) };
        let counts = SlideCounts { added: n_new, removed: n_old, ..SlideCounts::default() };
        let (address, title) = (address.clone(), deck.title.clone());
        let change = DeckChange { address, title, old_title: None, state, n_old, n_new, counts };
        self.report.decks.push(change);
    }

    fn compare(&mut self, old: &DeckSide<'_>, new: &DeckSide<'_>) {
        let (from, to) = (old.slots(), new.slots());
        let pairs = align(&from, &to);
        let counts = self.slides(&from, &to, &pairs);
        let is_same = counts.same == to.len() && counts.removed == 0;
        let old_title = (old.deck.title != new.deck.title).then(|| old.deck.title.clone());
        let state = match (old.address == new.address, is_same && old_title.is_none()) {
            (true, true) => DeckState::Same,
            (true, false) => DeckState::Changed,
            (false, _) => DeckState::Renamed(old.address.clone()),
        };
        self.report.decks.push(DeckChange {
            address: new.address.clone(),
            title: new.deck.title.clone(),
            old_title,
            state,
            n_old: from.len(),
            n_new: to.len(),
            counts,
        });
    }

    /// Records the changes of slides in the order of the new deck; a removed slide follows its old
    /// neighbour.
    fn slides(
        &mut self,
        old: &[SlideSlot<'_>],
        new: &[SlideSlot<'_>],
        pairs: &[SlidePair],
    ) -> SlideCounts {
        let mut to_pair: Vec<Option<&SlidePair>> = vec![None; new.len()];
        let mut is_kept = vec![false; old.len()];
        for pair in pairs {
            to_pair[pair.new] = Some(pair);
            is_kept[pair.old] = true;
        }
        let mut counts = SlideCounts::default();
        self.removed(old, 0, &is_kept, &mut counts);
        let mut at = 0;
        while at < new.len() {
            let mut length = 1;
            match to_pair[at] {
                None => {
                    counts.added += 1;
                    let new = &new[at..=at];
                    self.note(&FoundChange {
                        kind: SlideChangeKind::Added,
                        has_moved: false,
                        old: &[],
                        new,
                    });
                }
                Some(pair) if !pair.is_same => {
                    counts.changed += 1;
                    let (old, new) = (&old[pair.old..=pair.old], &new[at..=at]);
                    let (kind, has_moved) = (SlideChangeKind::Changed, pair.has_moved);
                    self.note(&FoundChange { kind, has_moved, old, new });
                }
                Some(pair) if pair.has_moved => {
                    length = run(&to_pair[at..]);
                    counts.moved += length;
                    let (old, new) = (&old[pair.old..pair.old + length], &new[at..at + length]);
                    self.note(&FoundChange {
                        kind: SlideChangeKind::Moved,
                        has_moved: true,
                        old,
                        new,
                    });
                }
                Some(_) => counts.same += 1,
            }
            for pair in to_pair[at..at + length].iter().flatten() {
                self.removed(old, pair.old + 1, &is_kept, &mut counts);
            }
            at += length;
        }
        counts
    }

    /// Records the removed slides, from an index up to the next slide that was kept.
    fn removed(
        &mut self,
        old: &[SlideSlot<'_>],
        from: usize,
        is_kept: &[bool],
        counts: &mut SlideCounts,
    ) {
        let gone = is_kept[from..].iter().take_while(|is_kept| !**is_kept).count();
        for at in from..from + gone {
            counts.removed += 1;
            let (kind, old) = (SlideChangeKind::Removed, &old[at..=at]);
            self.note(&FoundChange { kind, has_moved: false, old, new: &[] });
        }
    }

    /// Adds a change, or adds its location to the same change of another deck.
    fn note(&mut self, found: &FoundChange<'_>) {
        let number = |slots: &[SlideSlot<'_>]| slots.first().map(|slot| slot.slide.number);
        let place = SlidePlace {
            deck: self.report.decks.len(),
            old_number: number(found.old),
            new_number: number(found.new),
        };
        let contents = |slots: &[SlideSlot<'_>]| slots.iter().map(|slot| slot.content).collect();
        let key = (found.kind, contents(found.old), contents(found.new));
        if let Some(&known) = self.known.get(&key) {
            self.report.slides[known].places.push(place);
            return;
        }
        self.known.insert(key, self.report.slides.len());
        let change = self.change(found, place);
        self.report.slides.push(change);
    }

    fn change(&self, found: &FoundChange<'_>, place: SlidePlace) -> SlideChange {
        let (old, new) = (found.old.first(), found.new.first());
        let lines = |slot: Option<&SlideSlot<'_>>| {
            slot.map_or(&[][..], |slot| slot.slide.content.lines.as_slice()).to_vec()
        };
        let is_moved = found.kind == SlideChangeKind::Moved;
        let rows = if is_moved { Vec::new() } else { lines::rows(&lines(old), &lines(new)) };
        let both = old.zip(new).filter(|_| found.kind == SlideChangeKind::Changed);
        let pictures = both.map(|(old, new)| {
            let shown: BTreeSet<&String> = new.slide.content.pictures.iter().collect();
            let is_old = |path: &&&String| old.slide.content.pictures.contains(**path);
            let shown = shown.iter().filter(is_old).filter(|path| self.pictures.contains(**path));
            shown.map(|path| (**path).clone()).collect()
        });
        let drawings = |slot: &SlideSlot<'_>| slot.slide.content.drawings.clone();
        let shown = |slot: &SlideSlot<'_>| ShownSlide::of(slot.slide);
        SlideChange {
            kind: found.kind,
            has_moved: found.has_moved,
            old: old.map(shown),
            new: new.map(shown),
            n_slides: found.old.len().max(found.new.len()),
            pictures: pictures.unwrap_or_default(),
            has_new_drawing: both.is_some_and(|(old, new)| drawings(old) != drawings(new)),
            rows,
            places: vec![place],
        }
    }
}

/// How many slides from the first one on moved together.
fn run(pairs: &[Option<&SlidePair>]) -> usize {
    let Some(Some(first)) = pairs.first() else { return 1 };
    let follows = |(index, pair): &(usize, Option<&SlidePair>)| {
        pair.is_some_and(|pair| pair.is_same && pair.has_moved && pair.old == first.old + index)
    };
    pairs.iter().copied().enumerate().take_while(follows).count()
}

impl ShownSlide {
    fn of(slide: &SlideSnapshot) -> Self {
        Self { title: slide.title(), id: slide.id.clone(), source: slide.source.clone() }
    }
}

/// Events that came, went, or have another title; `renamed` has the old slugs of events whose slug
/// changed.
fn events(
    old: &SiteSnapshot,
    new: &SiteSnapshot,
    renamed: &BTreeMap<&str, &str>,
) -> Vec<EventChange> {
    let is_gone = |slug: &str| !new.events.contains_key(slug);
    let is_new = |slug: &str| !old.events.contains_key(slug);
    let renamed: BTreeMap<&str, &str> = renamed
        .iter()
        .map(|(new, old)| (*new, *old))
        .filter(|(n, o)| is_new(n) && is_gone(o))
        .collect();
    let continued: BTreeSet<&str> = renamed.values().copied().collect();
    let slugs: BTreeSet<&String> = old.events.keys().chain(new.events.keys()).collect();
    let change = |slug: &String| {
        let old_slug = renamed.get(slug.as_str()).map(|old| (*old).to_owned());
        let (old_title, new_title) =
            (old.events.get(old_slug.as_ref().unwrap_or(slug)), new.events.get(slug));
        let differs = old_title != new_title || old_slug.is_some();
        (differs && !continued.contains(slug.as_str())).then(|| EventChange {
            slug: slug.clone(),
            old_slug,
            old_title: old_title.cloned(),
            new_title: new_title.cloned(),
        })
    };
    slugs.into_iter().filter_map(change).collect()
}
