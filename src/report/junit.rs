//! The XML of `JUnit`, for Jenkins and others that count tests: a suite for each file, a case for each
//! finding.
//!
//! An error is a failed case, a warning a skipped one: it does not fail the command either. A site
//! without findings is one case that passed, since programs treat a report without cases as a
//! mistake.

use std::fmt::Write as _;

use super::Located;
use super::limits::LeftOut;
use crate::diag::Severity;

/// The name of the cases that are about no file, and of the case that passed.
const SITE: &str = "site";

/// A suite of cases.
#[derive(Default)]
struct JunitSuite {
    name: String,
    cases: String,
    tests: usize,
    failures: usize,
    skipped: usize,
}

impl JunitSuite {
    fn case(&mut self, severity: Severity, name: &str, (code, text): (&str, &str)) {
        let element = match severity {
            Severity::Error => "failure",
            Severity::Warning => "skipped",
        };
        self.tests += 1;
        match severity {
            Severity::Error => self.failures += 1,
            Severity::Warning => self.skipped += 1,
        }
        let first = text.lines().next().unwrap_or_default();
        let kind = match severity {
            Severity::Error => format!(" type=\"{}\"", escaped(code)),
            // The schema has no type for skipped cases.
            Severity::Warning => String::new(),
        };
        let (class, name, message) = (escaped(&self.name), escaped(name), escaped(first));
        // Writing to a String cannot fail.
        let _ = writeln!(
            self.cases,
            "    <testcase classname=\"{class}\" name=\"{name}\" time=\"0\">\n      \
             <{element} message=\"{message}\"{kind}>{}</{element}>\n    </testcase>",
            escaped(text)
        );
    }

    fn write(&self, out: &mut String) {
        let _ = write!(
            out,
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\">\n{}  </testsuite>\n",
            escaped(&self.name),
            self.tests,
            self.failures,
            self.skipped,
            self.cases
        );
    }
}

pub(super) fn write(views: &[Located<'_>], left_out: Option<&LeftOut>) -> String {
    let mut suites: Vec<JunitSuite> = Vec::new();
    for view in views {
        let file = view.file().unwrap_or(SITE);
        let suite = suite(&mut suites, file);
        let place = view
            .place
            .as_ref()
            .map(|place| format!(":{}:{}", place.start.line, place.start.column));
        let name = format!("{} {file}{}", view.code(), place.unwrap_or_default());
        let text = view.more().unwrap_or_else(|| super::short::write(view).trim_end().to_owned());
        suite.case(view.severity(), &name, (view.code(), &text));
    }
    if let Some(left_out) = left_out {
        let severity = if left_out.errors > 0 { Severity::Error } else { Severity::Warning };
        let code = super::json::NOT_LISTED;
        suite(&mut suites, SITE).case(severity, code, (code, &left_out.words()));
    }
    if suites.is_empty() {
        let cases =
            format!("    <testcase classname=\"{SITE}\" name=\"no problem found\" time=\"0\"/>\n");
        suites.push(JunitSuite { name: SITE.to_owned(), cases, tests: 1, ..JunitSuite::default() });
    }
    let sum = |count: fn(&JunitSuite) -> usize| suites.iter().map(count).sum::<usize>();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"deckyard\" tests=\"{}\" failures=\"{}\" errors=\"0\" time=\"0\">\n",
        sum(|suite| suite.tests),
        sum(|suite| suite.failures),
    );
    for suite in &suites {
        suite.write(&mut out);
    }
    out + "</testsuites>\n"
}

/// The suite of a file. Findings are sorted by file, so it is the last one or a new one.
fn suite<'s>(suites: &'s mut Vec<JunitSuite>, file: &str) -> &'s mut JunitSuite {
    if suites.last().is_none_or(|last| last.name != file) {
        suites.push(JunitSuite { name: file.to_owned(), ..JunitSuite::default() });
    }
    let last = suites.len() - 1;
    &mut suites[last]
}

/// A text for XML, which allows no control characters.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            c if crate::source::is_control(c) || c == '\r' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
