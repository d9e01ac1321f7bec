//! The tags of a template that must be known before Tera reads it: their words and positions.

/// A token in a tag.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum TagToken<'t> {
    Word(&'t str),
    Text(&'t str),
    Mark(char),
}

/// `{{ … }}` or `{% … %}`.
pub(super) struct TemplateTag<'t> {
    /// The tokens in it, with their start offsets.
    pub(super) tokens: Vec<(usize, TagToken<'t>)>,
    /// The start of the tag.
    pub(super) start: usize,
    /// Whether it trims white space before it.
    pub(super) is_trimming_before: bool,
    /// The end of its content, before the end of the tag.
    pub(super) inner_end: usize,
    /// The end of the tag.
    pub(super) end: usize,
    /// Whether it trims white space after it.
    pub(super) is_trimming: bool,
}

impl TemplateTag<'_> {
    pub(super) fn word(&self, index: usize) -> Option<&str> {
        match self.tokens.get(index)?.1 {
            TagToken::Word(word) => Some(word),
            TagToken::Text(_) | TagToken::Mark(_) => None,
        }
    }

    /// The index of a token.
    pub(super) fn find(&self, token: TagToken<'_>, from: usize) -> Option<usize> {
        (from..self.tokens.len()).find(|index| self.tokens[*index].1 == token)
    }

    /// The offset of the token at an index; past the last, the end of the tag's content.
    pub(super) fn start(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(self.inner_end, |(start, _)| *start)
    }

    /// The index of the first token from another on that closes a bracket around it.
    pub(super) fn closing(&self, from: usize) -> usize {
        let mut depth = 0_usize;
        let closes = |(_, token): &(usize, TagToken<'_>)| {
            match token {
                TagToken::Mark('(' | '[' | '{') => depth += 1,
                TagToken::Mark(')' | ']' | '}') if depth == 0 => return true,
                TagToken::Mark(')' | ']' | '}') => depth -= 1,
                TagToken::Word(_) | TagToken::Text(_) | TagToken::Mark(_) => {}
            }
            false
        };
        let found = self.tokens[from..].iter().position(closes);
        found.map_or(self.tokens.len(), |found| from + found)
    }
}

/// The tags of a template, except those in comments and raw text.
pub(super) fn tags(source: &str) -> Vec<TemplateTag<'_>> {
    let (mut tags, mut at) = (Vec::new(), 0);
    while let Some(found) = source[at..].find('{') {
        let start = at + found;
        let rest = &source[start..];
        at = start + 1;
        if rest.starts_with("{#") {
            let Some(end) = rest.find("#}") else { break };
            at = start + end + 2;
        } else if rest.starts_with("{{") || rest.starts_with("{%") {
            let close = if rest.starts_with("{{") { "}}" } else { "%}" };
            let Some(tag) = tag(source, start + 2, close) else { break };
            at = tag.end;
            if close == "%}" && tag.word(0) == Some("raw") {
                at = end_of_raw(source, at);
            } else {
                tags.push(tag);
            }
        }
    }
    tags
}

/// The end of raw text: after `{% endraw %}`.
fn end_of_raw(source: &str, mut at: usize) -> usize {
    while let Some(found) = source[at..].find("{%") {
        at += found + 2;
        let rest = source[at..].trim_start_matches('-').trim_start();
        if rest.starts_with("endraw") {
            break;
        }
    }
    at
}

/// The tag whose content starts at a byte; `None` if it has no end.
fn tag<'t>(source: &'t str, start: usize, close: &str) -> Option<TemplateTag<'t>> {
    let mut tokens = Vec::new();
    let is_trimming_before = source[start..].starts_with('-');
    let mut at = start + usize::from(is_trimming_before);
    loop {
        let rest = &source[at..];
        let first = rest.chars().next()?;
        let is_trimming = rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(close));
        if is_trimming || rest.starts_with(close) {
            let end = at + usize::from(is_trimming) + close.len();
            return Some(TemplateTag {
                tokens,
                start: start - close.len(),
                is_trimming_before,
                inner_end: at,
                end,
                is_trimming,
            });
        }
        let (length, token) = match first {
            '"' | '\'' | '`' => {
                let length = length_of_text(rest, first)?;
                (length, TagToken::Text(&rest[1..length - 1]))
            }
            _ if first.is_alphanumeric() || first == '_' => {
                let is_word = |c: char| c.is_alphanumeric() || c == '_';
                let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                (length, TagToken::Word(&rest[..length]))
            }
            _ => (first.len_utf8(), TagToken::Mark(first)),
        };
        if !first.is_whitespace() {
            tokens.push((at, token));
        }
        at += length;
    }
}

/// The length of a quoted text, including the quotes.
fn length_of_text(rest: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, c)| {
        let is_end = *c == quote && !is_escaped;
        is_escaped = *c == '\\' && !is_escaped;
        is_end
    });
    end.map(|(end, _)| end + 1)
}
