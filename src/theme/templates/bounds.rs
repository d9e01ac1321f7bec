//! Makes a site's templates that loop or grow without bound end with an error.
//!
//! Tera limits how deep expressions, tags and components may be nested, and how long a `range` is;
//! it does not count what a template does, and offers no hook for a counter. So function calls are
//! inserted into the templates of a site (not the built-in ones). They count, and otherwise return
//! their argument: around what a loop iterates over, around the value of a variable, before each
//! filter, in each component, after each `include` and `super()`. Filters that multiply text are
//! renamed to variants that measure the result before it is made. The writer counts the output.
//!
//! Limitations: a single expression that joins texts with `~`, which grows only with the length of
//! the template, and output inside `{% set %}…{% endset %}`, which is unlimited.
//!
//! Invariant: without the calls, the text is the author's; [`Counted::place`] maps every byte.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::{self, Write};

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::tags::{TagToken, TemplateTag, tags};

/// The budget of one page. A unit is an element iterated over, a call, or [`UNIT`] bytes of a
/// loop's body, or of a value that is stored or filtered. The index of a site of a thousand events
/// takes 100,000; each takes a hundred nanoseconds.
const MOST_UNITS: u64 = 2_000_000;

/// Bytes of text per unit.
const UNIT: usize = 64;

/// Units for an include, a component, or a block of a parent.
const OPENING: usize = 20;

/// Bytes that a list element counts as, besides its text.
const ELEMENT: usize = 16;

/// Bytes in the largest value of a variable or result of a filter.
const LARGEST_VALUE: usize = 16 << 20;

/// Bytes in the largest page.
pub(crate) const LARGEST_PAGE: usize = 256 << 20;

/// Filters that multiply their input, depending on their arguments.
const MULTIPLYING: [&str; 3] = ["replace", "indent", "join"];

/// How many includes, components and parent blocks may be open at once: each uses stack. Tera
/// counts components, but restarts in each include.
const MOST_OPEN: u32 = 24;

/// Templates that a site may have; Tera resolves their inheritance and includes recursively.
pub(super) const MOST_TEMPLATES: usize = 1_000;

thread_local! {
    /// The remaining budget of the page that this thread renders.
    static LEFT: Cell<u64> = const { Cell::new(MOST_UNITS) };
    /// How many includes, components and parent blocks are open in it.
    static OPEN: Cell<u32> = const { Cell::new(0) };
}

/// Begins another page.
pub(super) fn begin() {
    LEFT.set(MOST_UNITS);
    OPEN.set(0);
}

/// The remaining budget of the page that this thread renders.
#[cfg(test)]
fn units_left() -> u64 {
    LEFT.get()
}

fn spend(units: usize) -> TeraResult<()> {
    let left = LEFT.get().checked_sub(units as u64);
    LEFT.set(left.unwrap_or(0));
    left.map(drop).ok_or_else(|| {
        tera::Error::message("the template does too much for one page: perhaps a loop does not end")
    })
}

fn too_long() -> tera::Error {
    let limit = LARGEST_VALUE >> 20;
    tera::Error::message(format!("the template makes a value of more than {limit} MiB"))
}

/// The size of a value, in bytes of text and elements, unless it exceeds `most`.
fn size(value: &Value, most: usize) -> Option<usize> {
    let mut size = ELEMENT + value.as_str().map_or(0, str::len);
    let parts = value.as_array().into_iter().flatten();
    let parts = parts.chain(value.as_map().into_iter().flat_map(|map| map.values()));
    for part in parts {
        size += self::size(part, most.checked_sub(size)?)?;
    }
    (size <= most).then_some(size)
}

fn spend_on(value: &Value) -> TeraResult<()> {
    spend(1 + size(value, LARGEST_VALUE).ok_or_else(too_long)? / UNIT)
}

/// The argument `v`, and the number `n`.
fn arguments(arguments: &Kwargs) -> TeraResult<(Value, usize)> {
    let value = arguments.get::<Value>("v")?.unwrap_or_else(Value::undefined);
    Ok((value, arguments.get::<usize>("n")?.unwrap_or(1)))
}

/// Registers the inserted functions with Tera.
pub(super) fn register(tera: &mut Tera) {
    tera.register_function("__enter", |given: Kwargs, _: &State| -> TeraResult<Value> {
        spend(arguments(&given)?.1)?;
        OPEN.set(OPEN.get() + 1);
        if OPEN.get() > MOST_OPEN {
            let message = format!("includes and components are nested more than {MOST_OPEN} deep");
            return Err(tera::Error::message(message));
        }
        Ok(Value::safe_string(""))
    });
    tera.register_function("__leave", |_: Kwargs, _: &State| -> Value {
        OPEN.set(OPEN.get().saturating_sub(1));
        Value::safe_string("")
    });
    tera.register_function("__loop", |given: Kwargs, _: &State| -> TeraResult<Value> {
        let (value, cost) = arguments(&given)?;
        spend(value.len().unwrap_or(1).saturating_mul(cost).saturating_add(1))?;
        Ok(value)
    });
    tera.register_function("__keep", |given: Kwargs, _: &State| -> TeraResult<Value> {
        let (value, _) = arguments(&given)?;
        spend_on(&value)?;
        Ok(value)
    });
    tera.register_filter("__work", |value: Value, _: Kwargs, _: &State| -> TeraResult<Value> {
        spend_on(&value)?;
        Ok(value)
    });
    for name in MULTIPLYING {
        let filter = move |value: Value, given: Kwargs, state: &State| -> TeraResult<Value> {
            spend_on(&value)?;
            let made = product(name, &value, &given)?;
            if made > LARGEST_VALUE {
                return Err(too_long());
            }
            spend(made / UNIT)?;
            state.call_filter(name, &value, given)
        };
        tera.register_filter(format!("__{name}"), filter);
    }
}

/// The maximum length of a filter's result; the filter itself reports problems with its arguments.
fn product(filter: &str, value: &Value, given: &Kwargs) -> TeraResult<usize> {
    let length = |name| -> TeraResult<usize> {
        Ok(given.get::<Value>(name)?.and_then(|text| size(&text, LARGEST_VALUE)).unwrap_or(0))
    };
    let own = size(value, LARGEST_VALUE).unwrap_or(LARGEST_VALUE);
    let (times, each) = match filter {
        "join" => (value.len().unwrap_or(0), length("sep")?),
        "indent" => {
            let lines = value.as_str().map_or(1, |text| text.lines().count() + 1);
            // The widest indentation that Tera makes, in the widest character.
            (lines, given.get::<usize>("width")?.unwrap_or(4).min(1_000) * 4)
        }
        _ => {
            let from = given.get::<Value>("from")?;
            let from = from.as_ref().and_then(Value::as_str).unwrap_or_default();
            let times = value.as_str().map_or(own, |text| text.matches(from).count());
            (times, length("to")?)
        }
    };
    Ok(times.saturating_mul(each).saturating_add(own))
}

/// The output of a page, up to a limit.
#[derive(Default)]
pub(super) struct BoundedPage {
    /// The output so far.
    pub(super) bytes: Vec<u8>,
    /// Whether the output exceeded the limit.
    pub(super) is_full: bool,
}

impl Write for &mut BoundedPage {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LARGEST_PAGE {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A template with calls inserted.
#[derive(Debug, Default)]
pub(super) struct Counted {
    /// Its text.
    pub(super) text: String,
    /// The inserted calls: their offsets in the text, and their lengths.
    calls: Vec<(usize, usize)>,
}

impl Counted {
    /// A site's template with calls; `lengths` are those of all its templates, by name.
    pub(super) fn new(source: &str, lengths: &BTreeMap<&str, usize>) -> Self {
        let tags = tags(source);
        let mut calls = Vec::new();
        for index in 0..tags.len() {
            put_in(source, &tags[index..], lengths, &mut calls);
        }
        calls.sort_by_key(|(at, _)| *at);
        let mut counted = Self::default();
        let mut from = 0;
        for (at, call) in calls {
            counted.text.push_str(&source[from..at]);
            counted.calls.push((counted.text.len(), call.len()));
            counted.text.push_str(&call);
            from = at;
        }
        counted.text.push_str(&source[from..]);
        counted
    }

    /// The offset in the author's text of a byte, or of the text that an inserted call precedes.
    pub(super) fn place(&self, at: usize) -> usize {
        let before = self.calls.iter().take_while(|(start, _)| *start < at);
        at - before.map(|(start, length)| (*length).min(at - start)).sum::<usize>()
    }
}

type Calls = Vec<(usize, String)>;

/// Inserts calls into the first of some tags; the others follow it.
fn put_in(
    source: &str,
    tags: &[TemplateTag<'_>],
    lengths: &BTreeMap<&str, usize>,
    calls: &mut Calls,
) {
    let Some((tag, later)) = tags.split_first() else { return };
    let mut around = |from: usize, to: usize, call: String| {
        calls.push((from, call));
        calls.push((to, ")".to_owned()));
    };
    match tag.word(0) {
        Some("for") if source[..tag.start(0)].trim_end_matches('-').trim_end().ends_with("{%") => {
            if let Some(index) = tag.find(TagToken::Word("in"), 1) {
                let cost = 1 + length_until(tag.end, later, "for", "endfor") / UNIT;
                around(tag.start(index + 1), tag.inner_end, format!("__loop(n={cost},v="));
            }
        }
        Some("set" | "set_global") => {
            if let Some(index) = tag.find(TagToken::Mark('='), 2).filter(|index| *index == 2) {
                around(tag.start(index + 1), tag.inner_end, "__keep(v=".to_owned());
            }
        }
        Some("component") => {
            let length = length_until(tag.end, later, "component", "endcomponent");
            let cost = OPENING + length / UNIT;
            calls.push((tag.end, after(tag, &format!("__enter(n={cost})"))));
        }
        Some("endcomponent") => calls.push((tag.start, before(tag, "__leave()"))),
        Some("include") => {
            let length = match tag.tokens.get(1) {
                Some((_, TagToken::Text(name))) => lengths.get(name).copied().unwrap_or(0),
                _ => 0,
            };
            calls
                .push((tag.start, before(tag, &format!("__enter(n={})", OPENING + length / UNIT))));
            calls.push((tag.end, after(tag, "__leave()")));
        }
        _ => {}
    }
    if tag.find(TagToken::Word("super"), 0).is_some() {
        calls.push((tag.start, before(tag, &format!("__enter(n={OPENING})"))));
        calls.push((tag.end, after(tag, "__leave()")));
    }
    put_into_lists(tag, calls);
    put_before_filters(tag, calls);
}

/// A call without output to insert before a tag; trims white space as the tag does before it.
fn before(tag: &TemplateTag<'_>, call: &str) -> String {
    format!("{} {call} }}}}", if tag.is_trimming_before { "{{-" } else { "{{" })
}

/// A call without output to insert after a tag; trims white space as the tag does after it.
fn after(tag: &TemplateTag<'_>, call: &str) -> String {
    format!("{{{{ {call} {}", if tag.is_trimming { "-}}" } else { "}}" })
}

/// The distance from a byte to the tag that closes the block that begins there.
fn length_until(from: usize, later: &[TemplateTag<'_>], begin: &str, end: &str) -> usize {
    let mut depth = 0_usize;
    for tag in later {
        match tag.word(0) {
            Some(word) if word == begin => depth += 1,
            Some(word) if word == end && depth == 0 => return tag.start(0) - from,
            Some(word) if word == end => depth -= 1,
            _ => {}
        }
    }
    0
}

/// Counts the iterations of `[x for x in list]`.
fn put_into_lists(tag: &TemplateTag<'_>, calls: &mut Calls) {
    let is_tag = usize::from(tag.word(0) == Some("for"));
    let mut from = is_tag;
    while let Some(index) = tag.find(TagToken::Word("for"), from) {
        from = index + 1;
        let Some(start) = tag.find(TagToken::Word("in"), from).map(|index| index + 1) else {
            return;
        };
        let closing = tag.closing(start);
        let condition = (start..closing).find(|&index| {
            tag.tokens[index].1 == TagToken::Word("if") && tag.closing(index) == closing
        });
        calls.push((tag.start(start), "__loop(n=1,v=".to_owned()));
        calls.push((tag.start(condition.unwrap_or(closing)), ")".to_owned()));
    }
}

/// Counts the inputs of filters and, for some, their results.
fn put_before_filters(tag: &TemplateTag<'_>, calls: &mut Calls) {
    let after_bar =
        (1..tag.tokens.len()).filter(|index| tag.tokens[index - 1].1 == TagToken::Mark('|'));
    let in_section = (tag.word(0) == Some("filter")).then_some(1);
    for index in after_bar.chain(in_section) {
        let Some(name) = tag.word(index) else { continue };
        let call = match name {
            // Neither reads the whole of its input, which may be undefined.
            "default" | "safe" => continue,
            name if MULTIPLYING.contains(&name) => "__",
            _ => "__work|",
        };
        calls.push((tag.start(index), call.to_owned()));
    }
}

#[cfg(test)]
mod tests;
