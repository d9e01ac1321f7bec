//! Builds a tree node by node, and tracks the open elements.
//!
//! Authors are trusted, so any HTML is allowed. But a slide is one element of a page, and an
//! unclosed `<b>` must not affect the next slide: elements still open at the end of a generated
//! element are closed before it, and an end tag without a start tag is dropped.

use super::source::At;
use super::tokenizer::{RAW_TEXT, has_optional_end};
use super::tree::{Element, ElementOrigin, NodeId, NodeKind, SlideTree};
use crate::diag::{Problem, StructureProblem};

/// How many elements may be open. No handwritten slide comes close; beyond it, an author's tag is
/// closed immediately, so that the search for its end tag stays cheap.
const MAX_OPEN: usize = 256;

/// Builds the content of a node of a tree.
pub(super) struct TreeBuilder<'t> {
    pub(super) tree: &'t mut SlideTree,
    root: NodeId,
    open: Vec<NodeId>,
    /// A raw text element that was closed at once and whose end tag has not come yet.
    closed_at_once: Option<String>,
}

impl<'t> TreeBuilder<'t> {
    pub(super) fn new(tree: &'t mut SlideTree, root: NodeId) -> Self {
        Self { tree, root, open: Vec::new(), closed_at_once: None }
    }

    /// Adds a node.
    pub(super) fn push(&mut self, kind: NodeKind) -> NodeId {
        let parent = self.open.last().copied().unwrap_or(self.root);
        self.tree.push(parent, kind)
    }

    /// Adds an element that is empty, or whose content another builder adds.
    pub(super) fn element(&mut self, element: Element) -> NodeId {
        self.push(NodeKind::Element(element))
    }

    /// Opens an element.
    pub(super) fn open(&mut self, element: Element) -> NodeId {
        let id = self.element(element);
        self.open.push(id);
        id
    }

    /// Opens an element of the author's HTML.
    pub(super) fn open_html(&mut self, element: Element) -> NodeId {
        let is_full = self.open.len() >= MAX_OPEN;
        let id = self.element(element);
        if is_full {
            self.report_open(id);
        } else {
            self.open.push(id);
        }
        id
    }

    /// Closes the innermost generated element, and elements that the author left open in it.
    pub(super) fn close(&mut self) {
        while let Some(id) = self.open.pop() {
            if !self.is_html(id) {
                break;
            }
            self.report_open(id);
        }
    }

    /// Closes an element of the author's HTML; `false` if no element with this name is open here.
    pub(super) fn close_html(&mut self, name: &str) -> bool {
        let ours = self.open.iter().rposition(|id| !self.is_html(*id));
        let bottom = ours.map_or(0, |index| index + 1);
        let found = self.open[bottom..].iter().rposition(|id| self.tree.name_of(*id) == name);
        let Some(index) = found else { return false };
        for id in self.open.split_off(bottom + index + 1).into_iter().rev() {
            self.report_open(id);
        }
        self.open.pop();
        true
    }

    /// Closes a script or similar that the author left open: it would swallow the rest.
    pub(super) fn close_raw_text(&mut self) {
        while let Some(&id) = self.open.last() {
            let name = self.tree.name_of(id);
            if !self.is_html(id) || !RAW_TEXT.contains(&name) {
                return;
            }
            self.closed_at_once = Some(name.to_owned());
            self.open.pop();
            self.report_open(id);
        }
    }

    /// Records that an end tag will follow that closes nothing.
    pub(super) fn expect_end_tag(&mut self, name: &str) {
        self.closed_at_once = Some(name.to_owned());
    }

    /// Whether an end tag is the expected one.
    pub(super) fn take_end_tag(&mut self, name: &str) -> bool {
        self.closed_at_once.take_if(|expected| expected == name).is_some()
    }

    /// Whether an element is in SVG or `MathML`, where `<name/>` is closed.
    pub(super) fn is_in_drawing(&self, name: &str) -> bool {
        let is_drawing = |name: &str| matches!(name, "svg" | "math");
        is_drawing(name)
            || self.open.iter().any(|&id| self.is_html(id) && is_drawing(self.tree.name_of(id)))
    }

    /// Closes all open elements.
    pub(super) fn finish(mut self) {
        while let Some(id) = self.open.pop() {
            if self.is_html(id) {
                self.report_open(id);
            }
        }
    }

    /// Reports a problem.
    pub(super) fn report(&mut self, problem: impl Into<Problem>, at: At) {
        self.tree.report(problem, at);
    }

    fn is_html(&self, id: NodeId) -> bool {
        self.tree.element(id).is_some_and(|element| element.origin == ElementOrigin::Html)
    }

    /// Reports an element that the author left open.
    fn report_open(&mut self, id: NodeId) {
        let Some(element) = self.tree.element(id) else { return };
        let (name, at) = (self.tree.name(element.name), element.at);
        if !has_optional_end(name) {
            let problem = StructureProblem::StrayHtml { tag: format!("<{name}>") };
            self.report(problem, at);
        }
    }
}
