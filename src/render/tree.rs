//! The content or the notes of a slide as a tree, which parsing builds, passes change, and
//! `serialize` writes.
//!
//! A flat arena: nodes and attributes refer to each other by number, and all text is in one string.
//! Walking needs no stack, so trees may be of any depth.
//!
//! **Invariant:** an address is a value of its own, never part of another text. How a page rewrites
//! addresses is decided when the tree is written.

use std::num::NonZeroU32;

use super::source::At;
use crate::diag::Problem;

/// The maximum number of nodes for which capacity is reserved initially; few slides have more.
const MOST_EXPECTED: usize = 1 << 10;

/// A node of a tree.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct NodeId(NonZeroU32);

impl NodeId {
    fn of(index: usize) -> Self {
        Self(NonZeroU32::MIN.saturating_add(crate::span::offset(index)))
    }

    fn index(self) -> usize {
        (self.0.get() - 1) as usize
    }
}

/// A slice of the text of a tree.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Slice {
    start: u32,
    end: u32,
}

impl Slice {
    /// A part of this slice.
    pub(super) fn part(self, range: std::ops::Range<usize>) -> Self {
        let place = |byte| self.start.saturating_add(crate::span::offset(byte)).min(self.end);
        Self { start: place(range.start), end: place(range.end) }
    }

    /// The parts of it before and after another slice.
    pub(super) fn around(self, piece: Self) -> (Self, Self) {
        (Self { end: piece.start, ..self }, Self { start: piece.end, ..self })
    }
}

/// The content or the notes of a slide.
#[derive(Debug)]
pub(super) struct SlideTree {
    text: String,
    nodes: Vec<TreeNode>,
    attributes: Vec<TreeAttribute>,
    /// The code blocks, in order. A `NodeKind::Code` node represents each until it is drawn.
    pub(super) code: Vec<CodeBlock>,
    /// The problems found.
    pub(super) problems: Vec<(Problem, At)>,
    /// Whether any link label was looked up.
    pub(super) has_labels: bool,
    runs: u32,
}

#[derive(Debug)]
struct TreeNode {
    kind: NodeKind,
    parent: Option<NodeId>,
    first: Option<NodeId>,
    last: Option<NodeId>,
    next: Option<NodeId>,
}

/// The kind of a node.
#[derive(Debug)]
pub(super) enum NodeKind {
    /// A node without markup of its own: the slide, or an element that is omitted.
    Group,
    /// An element.
    Element(Element),
    /// Running text.
    Text(Running),
    /// Text shown as typed, together with its parent, and not part of a title.
    Literal(Slice),
    /// A highlighted run of code.
    Coloured(&'static str, Slice),
    /// Text from an author's HTML, with its entities as typed.
    Source(Slice),
    /// The content of a `style` element.
    Style(Slice),
    /// Finished markup: the content of a script.
    Verbatim(Slice),
    /// A finished `svg` element.
    Drawing(Slice),
    /// A code block that is not drawn yet, by its index.
    Code(usize),
}

/// A piece of running text.
#[derive(Copy, Clone, Debug)]
pub(super) struct Running {
    pub(super) text: Slice,
    /// The step at which it appears.
    pub(super) step: u32,
    /// Text with the same number is contiguous, except for content classes within it.
    pub(super) run: u32,
}

/// An element.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: MarkupName,
    pub(super) origin: ElementOrigin,
    /// Where it was written.
    pub(super) at: At,
    /// The step at which it appears, if later than its parent's.
    pub(super) step: u32,
    /// The run of text that contains it; 0 for none.
    pub(super) run: u32,
    pub(super) shape: Shape,
    /// Classes written before those of its author.
    pub(super) classes: Vec<&'static str>,
    /// The step to write, once the steps of the slide are known.
    pub(super) shown_step: Option<u32>,
    first: Option<u32>,
    last: Option<u32>,
}

/// The name of an element or attribute.
#[derive(Copy, Clone, Debug)]
pub(super) enum MarkupName {
    /// A fixed one.
    Known(&'static str),
    /// A name in the author's HTML: in lower case, and as typed.
    Typed(Slice, Slice),
}

/// The origin of an element.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum ElementOrigin {
    /// Markdown.
    Markdown,
    /// A bare address in running text.
    Address,
    /// A content class.
    Class,
    /// The author's HTML.
    Html,
    /// This program: around text of a later step, or in code.
    Ours,
}

/// How an element is written.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Start and end tag.
    Inline,
    /// The same, and a line end.
    Block,
    /// A start tag alone.
    Void,
    /// The same, and a line end.
    VoidBlock,
    /// As the author typed it, with the text after the last attribute; an end tag follows.
    Typed(Slice),
    /// The same without an end tag.
    TypedVoid(Slice),
}

/// An attribute of an element.
#[derive(Debug)]
pub(super) struct TreeAttribute {
    pub(super) name: MarkupName,
    pub(super) value: AttributeValue,
    /// In the author's HTML: its source text, including the white space before it.
    pub(super) typed: Option<Slice>,
    next: Option<u32>,
}

/// The value of an attribute: text, or the source of an author's attribute, including entities.
#[derive(Copy, Clone, Debug)]
pub(super) enum AttributeValue {
    /// No value.
    Empty,
    /// Text.
    Text(Slice),
    /// An address.
    Url(Slice),
    /// The address of a picture, whose size is written after it.
    Picture(Slice),
    /// Declarations, which may contain addresses.
    Style(Slice),
    /// Several addresses: `a.png 1x, b.png 2x`.
    Sources(Slice),
}

impl AttributeValue {
    /// The whole value; `None` when it is missing.
    pub(super) fn slice(self) -> Option<Slice> {
        match self {
            Self::Empty => None,
            Self::Text(slice)
            | Self::Url(slice)
            | Self::Picture(slice)
            | Self::Style(slice)
            | Self::Sources(slice) => Some(slice),
        }
    }
}

/// A code block.
#[derive(Debug)]
pub(super) struct CodeBlock {
    /// Its node in the tree.
    pub(super) node: NodeId,
    /// The info string.
    pub(super) info: String,
    /// Where that starts in the part, if it was copied verbatim.
    pub(super) info_at: Option<u32>,
    /// The code.
    pub(super) text: String,
    /// Where it was written.
    pub(super) at: At,
    /// The step at which it appears.
    pub(super) step: u32,
    /// The step to write, once the steps of the slide are known.
    pub(super) shown_step: Option<u32>,
    /// How its lines are highlighted.
    pub(super) lines: Vec<HighlightedLine>,
}

impl CodeBlock {
    /// Whether it describes a diagram.
    pub(super) fn is_diagram(&self) -> bool {
        crate::syntax::language(&self.info) == "mermaid"
    }
}

/// How a line of code is highlighted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HighlightedLine {
    /// Whether it is highlighted initially.
    pub(super) is_on: bool,
    /// The steps at which its highlight toggles; may be empty.
    pub(super) changes: Vec<u32>,
}

/// An event of a walk: each node is opened, and closed after its content.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    Open(NodeId),
    Close(NodeId),
}

impl Element {
    /// A generated element without attributes, which appears with its parent.
    pub(super) fn new(name: &'static str, origin: ElementOrigin, shape: Shape) -> Self {
        Self {
            name: MarkupName::Known(name),
            origin,
            at: At::NOWHERE,
            step: 0,
            run: 0,
            shape,
            classes: Vec::new(),
            shown_step: None,
            first: None,
            last: None,
        }
    }

    /// Sets the location and the step.
    pub(super) fn at(self, at: At, step: u32) -> Self {
        Self { at, step, ..self }
    }

    /// Adds a class, without duplicates.
    pub(super) fn add_class(&mut self, class: &'static str) {
        if !self.classes.contains(&class) {
            self.classes.push(class);
        }
    }
}

impl SlideTree {
    /// The slide itself.
    pub(super) const ROOT: NodeId = NodeId(NonZeroU32::MIN);

    /// An empty tree with capacity for some text.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        let root =
            TreeNode { kind: NodeKind::Group, parent: None, first: None, last: None, next: None };
        let mut nodes = Vec::with_capacity((bytes / 16 + 1).min(MOST_EXPECTED));
        nodes.push(root);
        Self {
            text: String::with_capacity(bytes * 2),
            nodes,
            attributes: Vec::new(),
            code: Vec::new(),
            problems: Vec::new(),
            has_labels: false,
            runs: 0,
        }
    }

    /// Stores a text.
    pub(super) fn store(&mut self, text: &str) -> Slice {
        let start = crate::span::offset(self.text.len());
        self.text.push_str(text);
        Slice { start, end: crate::span::offset(self.text.len()) }
    }

    /// The text of a slice.
    pub(super) fn text(&self, slice: Slice) -> &str {
        self.text.get(slice.start as usize..slice.end as usize).unwrap_or_default()
    }

    /// A name; an element's is in lower case.
    pub(super) fn name(&self, name: MarkupName) -> &str {
        match name {
            MarkupName::Known(name) => name,
            MarkupName::Typed(lower, _) => self.text(lower),
        }
    }

    /// A number for a new run of text.
    pub(super) fn new_run(&mut self) -> u32 {
        self.runs += 1;
        self.runs
    }

    /// The kind of a node.
    pub(super) fn kind(&self, id: NodeId) -> &NodeKind {
        &self.nodes[id.index()].kind
    }

    /// Replaces the kind of a node.
    pub(super) fn set_kind(&mut self, id: NodeId, kind: NodeKind) {
        self.nodes[id.index()].kind = kind;
    }

    /// The element of a node.
    pub(super) fn element(&self, id: NodeId) -> Option<&Element> {
        match self.kind(id) {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The element of a node, mutable.
    pub(super) fn element_mut(&mut self, id: NodeId) -> Option<&mut Element> {
        match &mut self.nodes[id.index()].kind {
            NodeKind::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The element name of a node; empty for other nodes.
    pub(super) fn name_of(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| self.name(element.name))
    }

    /// The parent of a node.
    pub(super) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].parent
    }

    /// The first child of a node.
    pub(super) fn first(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].first
    }

    /// The next sibling of a node.
    pub(super) fn next(&self, id: NodeId) -> Option<NodeId> {
        self.nodes[id.index()].next
    }

    /// Adds a node as the last child of another.
    pub(super) fn push(&mut self, parent: NodeId, kind: NodeKind) -> NodeId {
        let id = NodeId::of(self.nodes.len());
        self.nodes.push(TreeNode {
            kind,
            parent: Some(parent),
            first: None,
            last: None,
            next: None,
        });
        let last = self.nodes[parent.index()].last.replace(id);
        match last {
            Some(last) => self.nodes[last.index()].next = Some(id),
            None => self.nodes[parent.index()].first = Some(id),
        }
        id
    }

    /// Adds a node after a sibling.
    pub(super) fn insert_after(&mut self, before: NodeId, kind: NodeKind) -> NodeId {
        let id = NodeId::of(self.nodes.len());
        let next = self.nodes[before.index()].next.replace(id);
        let parent = self.nodes[before.index()].parent;
        if let Some(parent) = parent.filter(|_| next.is_none()) {
            self.nodes[parent.index()].last = Some(id);
        }
        self.nodes.push(TreeNode { kind, parent, first: None, last: None, next });
        id
    }

    /// Wraps an element around consecutive nodes: from the one after `before`, or the first one in
    /// `parent`, up to `last`.
    pub(super) fn wrap(
        &mut self,
        parent: NodeId,
        before: Option<NodeId>,
        last: NodeId,
        element: Element,
    ) -> NodeId {
        let id = NodeId::of(self.nodes.len());
        let first = match before {
            Some(before) => self.nodes[before.index()].next.replace(id),
            None => self.nodes[parent.index()].first.replace(id),
        };
        let next = self.nodes[last.index()].next.take();
        if next.is_none() {
            self.nodes[parent.index()].last = Some(id);
        }
        let kind = NodeKind::Element(element);
        self.nodes.push(TreeNode { kind, parent: Some(parent), first, last: Some(last), next });
        let mut inner = first;
        while let Some(child) = inner {
            let child = &mut self.nodes[child.index()];
            child.parent = Some(id);
            inner = child.next;
        }
        id
    }

    /// The first event of a walk.
    pub(super) const START: Edge = Edge::Open(Self::ROOT);

    /// The event after another one. Nodes may be added between two events.
    pub(super) fn after(&self, edge: Edge) -> Option<Edge> {
        match edge {
            Edge::Open(id) => Some(self.first(id).map_or(Edge::Close(id), Edge::Open)),
            Edge::Close(id) => {
                let next = self.next(id).map(Edge::Open);
                next.or_else(|| self.parent(id).map(Edge::Close))
            }
        }
    }

    /// All events of a walk.
    pub(super) fn edges(&self) -> impl Iterator<Item = Edge> {
        std::iter::successors(Some(Self::START), |edge| self.after(*edge))
    }

    /// All nodes, each before its content.
    pub(super) fn ids(&self) -> impl Iterator<Item = NodeId> {
        self.edges().filter_map(|edge| match edge {
            Edge::Open(id) => Some(id),
            Edge::Close(_) => None,
        })
    }

    /// Adds an attribute after all others.
    pub(super) fn add_attribute(
        &mut self,
        id: NodeId,
        name: MarkupName,
        value: AttributeValue,
        typed: Option<Slice>,
    ) {
        let index = crate::span::offset(self.attributes.len());
        let Some(element) = self.element_mut(id) else { return };
        let before = element.last.replace(index);
        if before.is_none() {
            element.first = Some(index);
        }
        if let Some(before) = before {
            self.attributes[before as usize].next = Some(index);
        }
        self.attributes.push(TreeAttribute { name, value, typed, next: None });
    }

    /// Adds a generated attribute with a text value.
    pub(super) fn add_text(&mut self, id: NodeId, name: &'static str, text: &str) {
        let value = AttributeValue::Text(self.store(text));
        self.add_attribute(id, MarkupName::Known(name), value, None);
    }

    /// Adds a generated attribute with an address.
    pub(super) fn add_url(&mut self, id: NodeId, name: &'static str, url: &str) {
        let value = AttributeValue::Url(self.store(url));
        self.add_attribute(id, MarkupName::Known(name), value, None);
    }

    /// The attributes of an element, in order.
    pub(super) fn attributes(&self, element: &Element) -> impl Iterator<Item = &TreeAttribute> {
        let first = element.first.map(|index| &self.attributes[index as usize]);
        std::iter::successors(first, |attribute| {
            attribute.next.map(|next| &self.attributes[next as usize])
        })
    }

    /// The attribute of an element by name.
    pub(super) fn attribute(&self, element: &Element, name: &str) -> Option<&TreeAttribute> {
        self.attributes(element).find(|found| self.name(found.name).eq_ignore_ascii_case(name))
    }

    /// The value of an attribute as typed; empty when it is missing.
    pub(super) fn value(&self, element: &Element, name: &str) -> &str {
        let slice = self.attribute(element, name).and_then(|found| found.value.slice());
        slice.map_or("", |slice| self.text(slice))
    }

    /// The classes that the author gave an element.
    pub(super) fn class_words(&self, element: &Element) -> impl Iterator<Item = &str> {
        self.value(element, "class").split_ascii_whitespace()
    }

    /// Transforms the values of an element.
    pub(super) fn map_values(
        &mut self,
        id: NodeId,
        change: impl Fn(&str, AttributeValue) -> AttributeValue,
    ) {
        let mut next = self.element(id).and_then(|element| element.first);
        while let Some(index) = next {
            let TreeAttribute { name, value, .. } = self.attributes[index as usize];
            self.attributes[index as usize].value = change(self.name(name), value);
            next = self.attributes[index as usize].next;
        }
    }

    /// Reports a problem.
    pub(super) fn report(&mut self, problem: impl Into<Problem>, at: At) {
        self.problems.push((problem.into(), at));
    }
}

#[cfg(test)]
mod tests {
    use super::{Edge, Element, ElementOrigin, NodeId, NodeKind, Shape, SlideTree};

    fn element(name: &'static str) -> NodeKind {
        NodeKind::Element(Element::new(name, ElementOrigin::Markdown, Shape::Inline))
    }

    /// The names of the elements, with their content in brackets.
    fn shown(tree: &SlideTree) -> String {
        let mut out = String::new();
        for edge in tree.edges() {
            match edge {
                Edge::Open(id) if id != SlideTree::ROOT => {
                    out.push_str(tree.name_of(id));
                    out.push('(');
                }
                Edge::Close(id) if id != SlideTree::ROOT => out.push(')'),
                Edge::Open(_) | Edge::Close(_) => {}
            }
        }
        out
    }

    fn three() -> (SlideTree, [NodeId; 3]) {
        let mut tree = SlideTree::with_capacity(0);
        let ids = ["a", "b", "c"].map(|name| tree.push(SlideTree::ROOT, element(name)));
        (tree, ids)
    }

    #[test]
    fn nodes_are_wrapped_where_they_stand() {
        let wrapped = |before: Option<usize>, last: usize| {
            let (mut tree, ids) = three();
            let new = Element::new("i", ElementOrigin::Ours, Shape::Inline);
            tree.wrap(SlideTree::ROOT, before.map(|index| ids[index]), ids[last], new);
            tree.push(SlideTree::ROOT, element("d"));
            shown(&tree)
        };
        assert_eq!(wrapped(None, 0), "i(a())b()c()d()");
        assert_eq!(wrapped(Some(0), 1), "a()i(b())c()d()");
        assert_eq!(wrapped(Some(0), 2), "a()i(b()c())d()");
        assert_eq!(wrapped(None, 2), "i(a()b()c())d()");
    }

    #[test]
    fn walks_need_no_stack() {
        let mut tree = SlideTree::with_capacity(0);
        let mut inner = SlideTree::ROOT;
        for _ in 0..100_000 {
            inner = tree.push(inner, element("b"));
        }
        assert_eq!(tree.edges().count(), 200_002);
    }

    #[test]
    fn attributes_keep_their_order() {
        let (mut tree, [a, ..]) = three();
        tree.add_text(a, "class", "x y");
        tree.add_url(a, "href", "#z");
        let found = tree.element(a).unwrap();
        let names: Vec<_> = tree.attributes(found).map(|found| tree.name(found.name)).collect();
        assert_eq!(names, ["class", "href"]);
        assert_eq!(tree.class_words(found).collect::<Vec<_>>(), ["x", "y"]);
        assert_eq!(tree.value(found, "HREF"), "#z");
    }
}
