//! Errors of a style sheet that browsers cannot read: unbalanced brackets, quotes and comments.
//!
//! Browsers report nothing; they drop the following text, perhaps the rest of the sheet.

use std::ops::Range;

use super::css_properties;
use crate::diag::CssFault;
use crate::keys::meant_property;

/// Faults after this many are consequences of the first ones.
const MOST_FAULTS: usize = 3;

/// Quoted pieces of the sheet are truncated after this many characters.
const LONGEST: usize = 40;

/// For how many custom properties that resemble a known one the rest of the sheet is searched.
const MOST_SOUGHT: usize = 64;

/// The faults of a style sheet, or of a `<style>` element, with their positions.
pub(crate) fn faults(text: &str) -> Vec<(CssFault, Range<usize>)> {
    let mut reader = SheetReader {
        text,
        at: 0,
        open: Vec::new(),
        begin: 0,
        colon: None,
        n_sought: 0,
        faults: Vec::new(),
    };
    reader.read();
    let faults = reader.faults.into_iter().take(MOST_FAULTS);
    let with_range = |(fault, at): (CssFault, usize)| {
        let length = match &fault {
            CssFault::Comment | CssFault::LineComment => 2,
            CssFault::Property { found, .. }
            | CssFault::UnreadProperty { found, .. }
            | CssFault::UnsetProperty { found, .. } => found.len(),
            _ => text[at..].chars().next().map_or(0, char::len_utf8),
        };
        (fault, at..at + length)
    };
    faults.map(with_range).collect()
}

struct SheetReader<'a> {
    text: &'a str,
    at: usize,
    /// The open brackets and their positions.
    open: Vec<(u8, usize)>,
    /// Where the declaration or the rule begins that is being read.
    begin: usize,
    /// Its first colon.
    colon: Option<usize>,
    /// The number of searches for custom properties so far.
    n_sought: usize,
    faults: Vec<(CssFault, usize)>,
}

impl SheetReader<'_> {
    fn fault(&mut self, fault: CssFault, at: usize) {
        self.faults.push((fault, at));
    }

    fn read(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            if self.faults.len() > MOST_FAULTS {
                return;
            }
            match byte {
                b'/' if bytes.get(self.at + 1) == Some(&b'*') => self.comment(),
                b'/' if bytes.get(self.at + 1) == Some(&b'/') && self.begins_line() => {
                    self.fault(CssFault::LineComment, self.at);
                    self.skip_line();
                }
                b'"' | b'\'' => self.quoted(byte),
                b'\\' => self.at += 2,
                b'<' if self.is_tag() => {
                    self.fault(CssFault::Tag, self.at);
                    self.skip_line();
                }
                b'(' if self.is_address() => self.address(),
                b'{' | b'(' | b'[' => {
                    self.variable();
                    self.opens(byte);
                }
                b'}' | b')' | b']' => self.closes(byte),
                b';' => self.ends(),
                b':' => {
                    self.colon.get_or_insert(self.at);
                    self.at += 1;
                }
                _ => self.at += 1,
            }
        }
        if let Some(&(open, at)) = self.open.first() {
            self.fault(CssFault::Open(char::from(open)), at);
        }
    }

    fn opens(&mut self, byte: u8) {
        self.open.push((byte, self.at));
        self.at += 1;
        if byte == b'{' {
            self.next_declaration();
        }
    }

    fn next_declaration(&mut self) {
        self.begin = self.at;
        self.colon = None;
    }

    fn closes(&mut self, byte: u8) {
        let partner = match byte {
            b'}' => b'{',
            b')' => b'(',
            _ => b'[',
        };
        if byte == b'}' {
            self.drop_unclosed();
            self.declaration();
        }
        match self.open.last() {
            Some(&(open, _)) if open == partner => _ = self.open.pop(),
            _ => self.fault(CssFault::Close(char::from(byte)), self.at),
        }
        self.at += 1;
        if byte == b'}' {
            self.next_declaration();
        }
    }

    /// A semicolon ends a declaration, and everything open in it.
    fn ends(&mut self) {
        let is_value = |&(open, at): &(u8, usize)| open != b'{' && at >= self.begin;
        if self.open.last().is_some_and(is_value) {
            self.drop_unclosed();
        }
        self.declaration();
        self.at += 1;
        self.next_declaration();
    }

    /// Reports the round and square brackets that the end of a declaration leaves open.
    fn drop_unclosed(&mut self) {
        while let Some(&(open, at)) = self.open.last().filter(|(open, _)| *open != b'{') {
            self.fault(CssFault::Open(char::from(open)), at);
            self.open.pop();
        }
    }

    /// Reports text of a block that is no declaration.
    fn declaration(&mut self) {
        let text = self.text.get(self.begin..self.at).unwrap_or_default();
        let is_inside = self.open.last().is_some_and(|(open, _)| *open == b'{');
        let (start, text) = without_comments(self.begin, text);
        if !is_inside || text.is_empty() || text.starts_with('@') {
            return;
        }
        if let Some(colon) = self.colon {
            let name = self.text.get(start..colon).unwrap_or_default().trim_end();
            let found = name.to_owned();
            if let Some(meant) = css_properties::meant(name) {
                self.fault(CssFault::Property { found, meant }, start);
            } else if let Some(meant) = self.strange(name, |rest| !rest.starts_with(':')) {
                self.fault(CssFault::UnreadProperty { found, meant }, start);
            }
            return;
        }
        let line = text.lines().next().unwrap_or_default();
        let mut shown: String = line.chars().take(LONGEST).collect();
        if shown.len() < line.len() {
            shown.push('…');
        }
        self.fault(CssFault::Colon(shown), start);
    }

    /// Reports `var(--name)` if the name is a typo of a known one, and the sheet does not set it.
    fn variable(&mut self) {
        let (before, rest) = self.text.split_at(self.at);
        let Some(rest) = rest.strip_prefix('(').filter(|_| before.ends_with("var")) else { return };
        let name = rest.trim_start();
        let start = self.at + 1 + rest.len() - name.len();
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        let name = &name[..name.bytes().take_while(|byte| is_name(byte)).count()];
        if let Some(meant) = self.strange(name, |rest| rest.starts_with(':')) {
            let found = name.to_owned();
            self.fault(CssFault::UnsetProperty { found, meant }, start);
        }
    }

    /// The known custom property of which a name is a typo, unless the sheet uses the name as the
    /// author's own property: `is_own` examines the text after it.
    fn strange(&mut self, name: &str, is_own: impl Fn(&str) -> bool) -> Option<&'static str> {
        let meant = meant_property(name)?;
        self.n_sought += 1;
        if self.n_sought > MOST_SOUGHT {
            return None;
        }
        let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        let mut places = self.text.match_indices(name).map(|(at, _)| &self.text[at + name.len()..]);
        let is_there = places.any(|rest| !rest.starts_with(is_name) && is_own(rest.trim_start()));
        (!is_there).then_some(meant)
    }

    fn comment(&mut self) {
        if let Some(end) = self.text[self.at + 2..].find("*/") {
            self.at += end + 4;
            return;
        }
        self.fault(CssFault::Comment, self.at);
        // What it hides is not examined.
        self.at = self.text.len();
        self.open.clear();
    }

    fn quoted(&mut self, quote: u8) {
        let bytes = self.text.as_bytes();
        let start = self.at;
        self.at += 1;
        while let Some(&byte) = bytes.get(self.at) {
            match byte {
                b'\\' => self.at += 1,
                b'\n' => break,
                _ if byte == quote => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.fault(CssFault::Quote(char::from(quote)), start);
        self.at = self.at.min(bytes.len());
        // The brackets of its declaration are in the following text.
        while self.open.last().is_some_and(|(open, _)| *open != b'{') {
            self.open.pop();
        }
        if bytes[start..self.at].contains(&b'}') {
            self.open.pop();
        }
        self.next_declaration();
    }

    /// `url(…)` without quotes, in which only a bracket has a meaning.
    fn address(&mut self) {
        let rest = &self.text[self.at + 1..];
        let line = rest.split('\n').next().unwrap_or_default();
        if let Some(end) = line.find(')') {
            self.at += end + 2;
            return;
        }
        self.fault(CssFault::Open('('), self.at);
        self.at += 1 + line.find([';', '}']).unwrap_or(line.len());
    }

    fn is_address(&self) -> bool {
        let before = self.text.as_bytes()[..self.at].last_chunk::<3>();
        let rest = self.text[self.at + 1..].trim_start();
        before.is_some_and(|name| name.eq_ignore_ascii_case(b"url"))
            && !rest.starts_with(['"', '\''])
    }

    fn begins_line(&self) -> bool {
        let before = self.text.as_bytes()[..self.at].iter().rev();
        let mut before = before.skip_while(|byte| matches!(byte, b' ' | b'\t'));
        matches!(before.next(), None | Some(b'\n' | b';' | b'{' | b'}'))
    }

    fn is_tag(&self) -> bool {
        let rest = self.text[self.at + 1..].trim_start_matches('/').as_bytes();
        rest.get(..5).is_some_and(|name| name.eq_ignore_ascii_case(b"style"))
    }

    fn skip_line(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.find('\n').unwrap_or(rest.len());
        self.next_declaration();
    }
}

/// The text of a declaration without the comments before it, and where it begins.
fn without_comments(mut start: usize, text: &str) -> (usize, &str) {
    let mut rest = text;
    loop {
        let trimmed = rest.trim_start();
        start += rest.len() - trimmed.len();
        rest = trimmed;
        let Some(end) = rest.strip_prefix("/*").and_then(|comment| comment.find("*/")) else {
            return (start, rest.trim_end());
        };
        start += end + 4;
        rest = &rest[end + 4..];
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::{NearFileProblem, Problem};
    use crate::path::ProjectPath;
    use crate::source::Source;

    fn faults(css: &str) -> Vec<String> {
        let source = Source::new(ProjectPath::new("static/theme.css"), css);
        let found = super::faults(css).into_iter().map(|(fault, range)| {
            let place = source.position(range.start);
            let problem = Problem::from(NearFileProblem::Css { fault });
            format!("{}:{} {}", place.line, place.column, problem.words().message)
        });
        found.collect()
    }

    #[test]
    fn faults_are_found_where_they_are() {
        for (css, place) in [
            (".a { color: red;\n.b { color: blue; }\n", "1:4 `{`"),
            ("@media print { .a { color: red; }\n", "1:14 `{`"),
            (".a { color: red; } }\n", "1:20 `}`"),
            (".b {}\n.a { content: \"x; }\n.b {}\n", "2:15 the text"),
            (".a {}\n/* open\n.a { color: red; }\n", "2:1 the comment"),
            (".a { width: calc(1px + 2px; }\n.b {}\n", "1:17 `(`"),
            (".a { background: url(x.png; }\n.b {}\n", "1:21 `(`"),
            (".a { color: red; ]\n}", "1:18 `]`"),
            (".a[href { color: red }\n", "1:3 `[`"),
            (".a { color red; }\n", "1:6 `color red`"),
            (".a { /* x */ widht: 2px; }\n", "1:14 unknown property `widht`"),
            (".a { color: red; FONT-WIEGHT : bold }\n", "1:18 unknown property `FONT-WIEGHT`"),
            (":root { --acent: red }\n", "1:9 nothing reads `--acent`"),
            (".a { color: var( --title-inc, red) }\n", "1:18 nothing sets `--title-inc`"),
            (".a { color: red }\n.b color: blue }\n", "2:16 `}`"),
            ("// no\n.a { color: red }\n", "1:1 `//`"),
            ("<style>\n.a { color: red }\n</style>\n", "1:1 a style sheet"),
        ] {
            let found = faults(css);
            assert!(
                found.first().is_some_and(|found| found.starts_with(place)),
                "{css}: {found:?}"
            );
        }
    }

    #[test]
    fn sheets_that_browsers_read_have_none() {
        for css in [
            "",
            "@charset \"utf-8\"; @import url(x.css);\n@layer a, b;\n",
            ".a { --x: {a: b}; --y:; color: red;; }\n",
            ".a { content: \"}\\\"{\"; background: url(data:image/png;base64,AA//BB==) }\n",
            ".a { /* color red; */ color: red; /* } */ }\n",
            ".a { color: red; &:hover { color: blue } .b & { top: 0 } }\n",
            "@media (min-width: 10px) and (max-width: 20px) { .a:not(.b, [c=\"d\"]) { e: f } }\n",
            "@font-face { font-family: X; src: url( 'a(b).woff2' ) format(\"woff2\"), url(a.ttf) }\n",
            "@keyframes k { from { top: 0 } 50% { top: 1px } }\n",
            ".a::before { content: \"a\\\nb\" }\n",
            "<!-- .a { color: red } -->\n",
            ".a { background: url(//example.org/x.png) }\n",
            ".a { @apply b; @include c; }\n",
            ".a { -webkit-colr: red; --colr: red; _height: 1px; *zoom: 1; frobnicate: 1 }\n",
            ":root { --acent: red; --link: blue; --x: var(--y) } .a { color: var(--acent) }\n",
            ":root { --accent: red; --word-lab: 'Atelier' } .a { color: var(--muted, var(--ink)) }\n",
            "@font-face { src: url(x); ascent-override: 90% } @page { size: A4 }\n",
        ] {
            assert_eq!(faults(css), [""; 0], "{css}");
        }
        for css in [
            include_str!("../../static/deck.css"),
            include_str!("../../static/code.css"),
            include_str!("../../static/site.css"),
            include_str!("../../static/theme-slate.css"),
            include_str!("../../static/present.css"),
        ] {
            assert_eq!(faults(css), [""; 0]);
        }
    }
}
