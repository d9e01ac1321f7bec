//! What browsers cannot read in the `<style>` elements of a slide.

use super::Misreadings;
use crate::diag::NearFileProblem;
use crate::render::css_faults::faults;
use crate::syntax;

/// Searches the `<style>` elements outside code.
pub(super) fn search(text: &str, code: &[syntax::Range], found: &mut Misreadings) {
    let mut from = 0;
    while let Some(open) = text[from..].find("<style").map(|open| from + open) {
        from = open + "<style".len();
        let is_code = code.iter().any(|range| range.usize().contains(&open));
        let Some(begin) = text[from..].find('>').map(|length| from + length + 1) else { return };
        let Some(length) = text[begin..].find("</style").filter(|_| !is_code) else { continue };
        for (fault, range) in faults(&text[begin..begin + length]) {
            let range = begin + range.start..begin + range.end;
            found.problems.push((NearFileProblem::Css { fault }.into(), range));
        }
        from = begin + length;
    }
}
