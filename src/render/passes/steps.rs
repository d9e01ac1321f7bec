//! Steps: marks elements that appear later than their parents.

use std::collections::BTreeMap;

use super::super::tree::{Edge, Element, ElementOrigin, NodeId, NodeKind, Shape, SlideTree};

/// The numbering of steps once code has added its own, one for each further group of highlighted
/// lines: the steps after a block move behind them.
#[derive(Default)]
pub(in crate::render) struct Moves(Vec<(u32, u32)>);

impl Moves {
    /// Shifts steps for inserted ones: their number, by the step that they follow.
    pub(in crate::render) fn after(inserted: &BTreeMap<u32, u32>) -> Self {
        let mut before = 0;
        let after = |(&step, &count): (&u32, &u32)| {
            before += count;
            (step, before)
        };
        Self(inserted.iter().map(after).collect())
    }

    /// The new number of a step.
    pub(in crate::render) fn of(&self, step: u32) -> u32 {
        let index = self.0.partition_point(|&(before, _)| before < step);
        step + index.checked_sub(1).map_or(0, |last| self.0[last].1)
    }
}

/// Sets for each code block the step at which it appears, including its ancestors.
pub(in crate::render) fn of_code(tree: &mut SlideTree) {
    if tree.code.is_empty() {
        return;
    }
    let mut open = Vec::new();
    let mut edge = Some(SlideTree::START);
    while let Some(now) = edge {
        match now {
            Edge::Open(id) => {
                let outer = open.last().copied().unwrap_or(0);
                open.push(match tree.kind(id) {
                    NodeKind::Element(element) => inner_step(element, element.step, outer),
                    NodeKind::Code(index) => {
                        let index = *index;
                        let block = &mut tree.code[index];
                        block.step = block.step.max(outer);
                        outer
                    }
                    _ => outer,
                });
            }
            Edge::Close(_) => _ = open.pop(),
        }
        edge = tree.after(now);
    }
}

/// Sets when each element, code block and piece of text appears.
pub(in crate::render) fn steps(tree: &mut SlideTree, moves: &Moves) {
    let mut open = Vec::new();
    let mut edge = Some(SlideTree::START);
    while let Some(now) = edge {
        match now {
            Edge::Open(id) => {
                let outer = open.last().copied().unwrap_or(0);
                let step = enter(tree, id, outer, moves);
                open.push(step);
                texts(tree, id, step, moves);
            }
            Edge::Close(_) => _ = open.pop(),
        }
        edge = tree.after(now);
    }
}

/// The step at which the content of an element appears. Content of an author's element is relative
/// to the outer step: authors may close their tags anywhere.
fn inner_step(element: &Element, step: u32, outer: u32) -> u32 {
    match element.origin {
        ElementOrigin::Markdown | ElementOrigin::Class | ElementOrigin::Ours => step.max(outer),
        ElementOrigin::Html | ElementOrigin::Address => outer,
    }
}

/// Sets when a node appears, and returns when its content does.
fn enter(tree: &mut SlideTree, id: NodeId, outer: u32, moves: &Moves) -> u32 {
    if let NodeKind::Code(index) = tree.kind(id) {
        let index = *index;
        let block = &mut tree.code[index];
        let step = moves.of(block.step).max(outer);
        block.shown_step = Some(step).filter(|step| *step > outer);
        return outer;
    }
    let Some(element) = tree.element_mut(id) else { return outer };
    match element.origin {
        // The text around an address appears with it, so both are marked.
        ElementOrigin::Address => outer,
        ElementOrigin::Ours => element.shown_step.unwrap_or(outer),
        ElementOrigin::Markdown | ElementOrigin::Class | ElementOrigin::Html => {
            let step = moves.of(element.step);
            element.shown_step = Some(step).filter(|step| *step > outer);
            inner_step(element, step, outer)
        }
    }
}

/// Adjacent pieces of text that appear together.
struct LateText {
    step: u32,
    run: u32,
    last: NodeId,
}

/// Wraps a `span` around the text in a node that appears later than the node.
fn texts(tree: &mut SlideTree, parent: NodeId, outer: u32, moves: &Moves) {
    let is_done =
        |element: &Element| matches!(element.origin, ElementOrigin::Ours | ElementOrigin::Address);
    if tree.element(parent).is_some_and(is_done) {
        return;
    }
    let mut stretch: Option<LateText> = None;
    let mut before = None;
    let mut next = tree.first(parent);
    while let Some(child) = next {
        next = tree.next(child);
        let found = match tree.kind(child) {
            NodeKind::Text(running) if tree.text(running.text).trim().is_empty() => {
                // It is invisible, so it joins its neighbour.
                let neighbour = stretch.as_ref().filter(|stretch| stretch.run == running.run);
                neighbour.map(|stretch| (stretch.step, running.run))
            }
            NodeKind::Text(running) => Some((moves.of(running.step), running.run)),
            NodeKind::Element(element) if element.origin == ElementOrigin::Address => {
                Some((moves.of(element.step), element.run))
            }
            _ => None,
        };
        let found = found.filter(|(step, _)| *step > outer);
        if let Some(open) = &mut stretch
            && found == Some((open.step, open.run))
        {
            open.last = child;
            continue;
        }
        if let Some(done) = stretch.take() {
            before = Some(wrap(tree, (parent, before), &done));
        }
        match found {
            Some((step, run)) => stretch = Some(LateText { step, run, last: child }),
            None => before = Some(child),
        }
    }
    if let Some(done) = stretch {
        wrap(tree, (parent, before), &done);
    }
}

fn wrap(
    tree: &mut SlideTree,
    (parent, before): (NodeId, Option<NodeId>),
    stretch: &LateText,
) -> NodeId {
    let mut span = Element::new("span", ElementOrigin::Ours, Shape::Inline);
    span.shown_step = Some(stretch.step);
    tree.wrap(parent, before, stretch.last, span)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Moves;

    #[test]
    fn steps_after_others_come_later() {
        let moves = Moves::after(&BTreeMap::from([(0, 2), (2, 1)]));
        let moved: Vec<_> = (0..5).map(|step| moves.of(step)).collect();
        assert_eq!(moved, [0, 3, 4, 6, 7]);
    }
}
