//! Syntax of other tools in running text.

use super::Misreadings;
use super::masked::{FILLER, MaskedText};
use super::spans::{begins_word, between, ends_word, is_name, marks};
use crate::diag::ForeignSyntax;
use crate::span::floor_char_boundary;

/// The longest piece of a line that is read as attributes, a formula or a name.
const LONGEST: usize = 200;

/// The longest text of a subscript or a superscript.
const LONGEST_SCRIPT: usize = 8;

/// Names of emoji that people type. Others are left alone: `:name:` occurs in addresses and in code.
const EMOJI: &str = " +1 -1 100 alarm_clock angry arrow_down arrow_left arrow_right arrow_up art \
    astonished balloon bar_chart bear beer beers bell bomb book books boom brain bread bug bulb \
    cake calendar camera cat chart_with_upwards_trend checkered_flag clap clipboard clock1 cloud \
    clown_face coffee cold_sweat computer confetti_ball confused construction cookie cool \
    copyright cowboy_hat_face cry crying_cat_face crystal_ball dancer dart disappointed dizzy dog \
    dragon earth_africa earth_americas earth_asia email exclamation eyes facepalm fire \
    fireworks fish flag_us floppy_disk frowning gear gem ghost gift globe_with_meridians grey_question grimacing grin \
    grinning hammer hammer_and_wrench handshake hankey heart heart_eyes heavy_check_mark heavy_exclamation_mark \
    hourglass hugs hushed information_source innocent joy key keyboard kiss label laughing link lock loudspeaker \
    mag magic_wand mailbox man_shrugging mega memo microphone microscope money_with_wings moneybag monkey muscle \
    neutral_face new no_entry no_entry_sign no_good octocat ok ok_hand open_mouth package \
    page_facing_up paperclip partying_face pencil pencil2 penguin pensive phone pizza point_down \
    point_left point_right point_up poop pray push_pin pushpin question rage rainbow raised_hand raised_hands \
    recycle red_circle relaxed relieved robot rocket rofl rotating_light scream school see_no_evil \
    shield ship shipit shrug skull sleeping slightly_smiling_face smile smiley smirk snail \
    snake sob sparkles speech_balloon star star2 star_struck stars stop_sign stopwatch sun_with_face sunglasses \
    sunny sweat sweat_smile tada telescope test_tube thinking thinking_face thought_balloon \
    thumbsdown thumbsup toolbox trophy turtle unamused unicorn unlock upside_down_face v \
    wave warning wastebasket weary whale white_check_mark wink woman_shrugging wrench writing_hand \
    x yum zap zzz ";

/// Searches the lines of a slide, for formulas apart from the rest.
pub(super) fn search(text: &MaskedText<'_>, found: &mut Misreadings, formulas: &mut Misreadings) {
    for (at, line) in text.lines() {
        let raw = &text.raw[at..at + line.len()];
        let signs = Signs::of(line, raw);
        let mut spans = Vec::new();
        if signs.has(b'{') {
            braces(line, &mut spans);
        }
        if signs.has(b'[') {
            pictures(text.raw, at, line, &mut spans);
            brackets(line, &mut spans);
        }
        if signs.has(b':') {
            emoji(line, &mut spans);
        }
        pairs(line, signs, &mut spans);
        scripts(line, signs, &mut spans);
        push(text, at, spans, found);
        let mut spans = Vec::new();
        if signs.has(b'$') {
            dollars(line, &mut spans);
        }
        if signs.has(b'\\') {
            escaped(raw, line, &mut spans);
        }
        push(text, at, spans, formulas);
    }
}

fn push(text: &MaskedText<'_>, at: usize, spans: LineSpans, found: &mut Misreadings) {
    for (kind, range) in spans {
        found.foreign(kind, text.raw, at + range.start..at + range.end);
    }
}

/// Which of the signs that begin something are on a line: most lines have none.
#[derive(Copy, Clone)]
struct Signs(u128);

impl Signs {
    /// The ASCII characters of a shown line, and the backslashes of the line as written.
    fn of(line: &str, raw: &str) -> Self {
        let bits = |bits: u128, byte: u8| bits | u128::from(byte.is_ascii()) << (byte & 0x7f);
        let shown = line.bytes().fold(0, bits);
        Self(shown | u128::from(raw.contains('\\')) << b'\\')
    }

    fn has(self, sign: u8) -> bool {
        self.0 >> sign & 1 == 1
    }
}

type LineSpans = Vec<(ForeignSyntax, std::ops::Range<usize>)>;

/// A piece of a line from a byte on, no longer than [`LONGEST`].
fn piece(line: &str, at: usize) -> &str {
    &line[at..floor_char_boundary(line, at + LONGEST)]
}

/// Shortcodes, tags of Liquid, attributes, edit marks.
fn braces(line: &str, spans: &mut LineSpans) {
    for (at, _) in line.match_indices('{') {
        let rest = piece(line, at);
        let two = (line[..at].ends_with(['{', '$', '\\']), rest.as_bytes().get(1));
        let (false, Some(&second)) = two else { continue };
        let until = |end: &str| rest.find(end).map(|length| at..at + length + end.len());
        let found = match second {
            b'{' => double(rest).and_then(|kind| Some((kind, until("}}")?))),
            b'%' => until("%}").map(|range| (ForeignSyntax::Liquid, range)),
            b'+' | b'>' | b'-' | b'=' | b'~' => {
                edit_mark(rest).and_then(until).map(|range| (ForeignSyntax::Reviewing, range))
            }
            _ => until("}")
                .filter(|range| is_attributes(line, range))
                .map(|range| (ForeignSyntax::Attributes, range)),
        };
        spans.extend(found);
    }
}

/// What `{{…` begins.
fn double(rest: &str) -> Option<ForeignSyntax> {
    let inner = rest[2..].trim_start();
    let objects = [
        "site.",
        "page.",
        "layout.",
        "include.",
        "$frontmatter",
        "frontmatter.",
        "$slidev",
        "$page",
    ];
    if inner.starts_with(['<', '%']) {
        Some(ForeignSyntax::Shortcode)
    } else if inner.starts_with("#include") || inner.starts_with("#rustdoc_include") {
        Some(ForeignSyntax::IncludeDirective)
    } else {
        objects.iter().any(|name| inner.starts_with(name)).then_some(ForeignSyntax::Liquid)
    }
}

/// The end of an edit mark.
fn edit_mark(rest: &str) -> Option<&'static str> {
    let ends = [("{++", "++}"), ("{--", "--}"), ("{==", "==}"), ("{>>", "<<}"), ("{~~", "~~}")];
    ends.iter().find(|(begin, _)| rest.starts_with(begin)).map(|(_, end)| *end)
}

/// Whether a range in braces holds attributes, and is where other tools read them: right after a
/// picture, a link or a bracket, or at the end of a line.
fn is_attributes(line: &str, range: &std::ops::Range<usize>) -> bool {
    let inner = line[range.start + 1..range.end - 1].trim();
    let of_kramdown = inner.strip_prefix(':').filter(|inner| !inner.starts_with(':'));
    let list = of_kramdown.unwrap_or(inner).trim();
    let is_list =
        !list.is_empty() && attributes(list).all(|word| is_attribute(word, of_kramdown.is_some()));
    let before = line[..range.start].chars().next_back();
    let is_last = line[range.end..].trim().is_empty();
    let is_after = match before {
        None => is_last,
        Some(')' | ']' | '*' | '_') => true,
        Some(c) if c == char::from(FILLER) => true,
        Some(c) => c.is_whitespace() && is_last,
    };
    is_list && is_after
}

/// The words of a list of attributes; quoted values may hold spaces.
fn attributes(list: &str) -> impl Iterator<Item = &str> {
    let mut quote = None;
    let words = list.split(move |c: char| {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
        c.is_whitespace() && quote.is_none()
    });
    words.filter(|word| !word.is_empty())
}

fn is_attribute(word: &str, of_kramdown: bool) -> bool {
    let is_class = |name: &str| {
        let mut names = name.split('.');
        if of_kramdown { names.all(is_name) } else { is_name(name) }
    };
    let is_pair = |(key, value): (&str, &str)| {
        is_name(key) && !value.is_empty() && !value.contains(['{', '(', '$'])
    };
    match word.as_bytes().first() {
        Some(b'.') => is_class(&word[1..]),
        Some(b'#') => is_name(word[1..].split('.').next().unwrap_or_default()),
        _ => word.split_once('=').is_some_and(is_pair),
    }
}

/// Pictures with keywords or a size.
fn pictures(raw: &str, at: usize, line: &str, spans: &mut LineSpans) {
    for (open, _) in line.match_indices("![") {
        let rest = piece(line, open + 2);
        let Some((alt, after)) = rest.split_once(']') else { continue };
        if !after.starts_with('(') {
            continue;
        }
        let start = open + 2 + alt.len() + 2;
        let Some(length) = line[start..].find(')') else { continue };
        let range = open..start + length + 1;
        let target = &raw[at + start..at + start + length];
        let size = alt.rsplit_once('|').map(|(_, size)| size);
        if alt.split_whitespace().any(is_keyword) || KEYWORDS.contains(&alt) {
            spans.push((ForeignSyntax::ImageKeyword, range));
        } else if size.is_some_and(|size| is_size(size, "x")) || has_size(target) {
            spans.push((ForeignSyntax::ImageSize, range));
        }
    }
}

/// Alternative texts that are keywords of Deckset.
const KEYWORDS: [&str; 5] = ["fit", "fill", "inline", "original", "inline fill"];

/// A keyword of Marp in an alternative text.
fn is_keyword(word: &str) -> bool {
    let is_length = |value: &str| value.starts_with(|c: char| c.is_ascii_digit());
    word == "bg"
        || word.split_once(':').is_some_and(|(key, value)| {
            matches!(key, "w" | "h" | "width" | "height") && is_length(value)
        })
}

/// `300`, `300x200`.
fn is_size(text: &str, sign: &str) -> bool {
    let (width, height) = text.split_once(sign).unwrap_or((text, "1"));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    is_number(width)
        && is_number(height)
        && !(width.is_empty() && height.is_empty())
        && !text.is_empty()
}

/// `oven.svg =300x200`.
fn has_size(target: &str) -> bool {
    let size = target.split_once(" =").map(|(_, size)| size.trim());
    size.is_some_and(|size| {
        let size = size.replace(['%', '*'], "");
        size.contains('x') && is_size(&size, "x") || is_size(&size, "x") && !size.is_empty()
    })
}

/// Footnotes, links of wikis, citations.
fn brackets(line: &str, spans: &mut LineSpans) {
    let mut end = 0;
    for (at, _) in line.match_indices('[').filter(|(at, _)| !line[*at..].starts_with("[]")) {
        if at < end {
            continue;
        }
        let rest = piece(line, at + 1);
        let inner = rest.split(']').next().unwrap_or_default();
        let close = at + 1 + inner.len() + 1;
        if close > line.len() || !rest[inner.len()..].starts_with(']') {
            continue;
        }
        let after = &line[close..];
        let is_linked = after.starts_with(['(', '[']);
        let kind = if inner.starts_with('^') {
            None // The tree knows which of these are labels, and reports them as `footnote`.
        } else if let Some(name) = inner.strip_prefix('[') {
            let begins =
                name.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '#' | '/' | '.'));
            let is_whole = after.starts_with(']') && !after[1..].starts_with(['(', '[', ']']);
            let is_contents = matches!(name.to_ascii_lowercase().as_str(), "toc" | "_toc_");
            end = close + 1;
            let kind = if is_contents { ForeignSyntax::Contents } else { ForeignSyntax::WikiLink };
            let is_line = line.get(at..=close) == Some(line.trim());
            (begins && is_whole && !(is_contents && is_line)).then_some((kind, at..close + 1))
        } else if let Some(name) = inner.strip_prefix('@') {
            let key = name.split([',', ';', ' ']).next().unwrap_or_default();
            let is_year = |digits: &str| digits.len() == 4 && digits.starts_with(['1', '2']);
            let has_year = key.split(|c: char| !c.is_ascii_digit()).any(is_year);
            let is_list = name.contains("; @");
            let is_key = is_name(&key.replace([':', '.'], "-")) && (has_year || is_list);
            (is_key && !is_linked).then_some((ForeignSyntax::Citation, at..close))
        } else {
            let is_note = line[..at].ends_with('^') && !is_linked && inner.contains(' ');
            let is_set = is_note && !begins_word(line, at - 1);
            is_set.then_some((ForeignSyntax::Footnote, at.saturating_sub(1)..close))
        };
        spans.extend(kind);
    }
}

/// `:smile:`.
fn emoji(line: &str, spans: &mut LineSpans) {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'+' | b'-');
    for (at, _) in line.match_indices(':') {
        let rest = &line.as_bytes()[at + 1..];
        let length = rest.iter().take(LONGEST).take_while(is_part).count();
        if length == 0 || rest.get(length) != Some(&b':') {
            continue;
        }
        let range = at..at + length + 2;
        let name = &line[at + 1..at + 1 + length];
        let is_alone = begins_word(line, at)
            && !line[..at].ends_with(':')
            && ends_word(line, range.end)
            && !line[range.end..].starts_with(':');
        if is_alone && EMOJI.split(' ').any(|known| known == name) {
            spans.push((ForeignSyntax::Emoji, range));
        }
    }
}

/// `==marked==`, `++inserted++`.
fn pairs(line: &str, signs: Signs, spans: &mut LineSpans) {
    let kinds = [("==", ForeignSyntax::Mark), ("++", ForeignSyntax::Insert)];
    for (mark, kind) in kinds.into_iter().filter(|(mark, _)| signs.has(mark.as_bytes()[0])) {
        let mut end = 0;
        for at in marks(line, mark) {
            if at < end || !begins_word(line, at) || line[..at].ends_with('{') {
                continue;
            }
            let Some(inner) = between(line, at, mark) else { continue };
            let close = at + mark.len() + inner.len() + mark.len();
            if ends_word(line, close) && inner.contains(char::is_alphanumeric) {
                end = close;
                spans.push((kind, at..close));
            }
        }
    }
}

/// `H~2~O`, `10^th^`.
fn scripts(line: &str, signs: Signs, spans: &mut LineSpans) {
    let kinds = [("~", ForeignSyntax::Subscript), ("^", ForeignSyntax::Superscript)];
    for (mark, kind) in kinds.into_iter().filter(|(mark, _)| signs.has(mark.as_bytes()[0])) {
        let mut end = 0;
        for at in marks(line, mark) {
            if at < end || begins_word(line, at) {
                continue;
            }
            let rest = &line.as_bytes()[at + 1..];
            let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-');
            let length = rest.iter().take(LONGEST_SCRIPT + 1).take_while(is_part).count();
            if (1..=LONGEST_SCRIPT).contains(&length)
                && rest.get(length) == Some(&mark.as_bytes()[0])
            {
                end = at + length + 2;
                spans.push((kind, at..end));
            }
        }
    }
}

/// `$x^2$`, `$$`.
fn dollars(line: &str, spans: &mut LineSpans) {
    let trimmed = line.trim();
    if trimmed == "$$" || trimmed.starts_with("$$") && trimmed[2..].contains("$$") {
        let start = line.len() - line.trim_start().len();
        spans.push((ForeignSyntax::Math, start..start + trimmed.len()));
        return;
    }
    let mut end = 0;
    for at in marks(line, "$") {
        if at < end || !begins_word(line, at) {
            continue;
        }
        let Some(inner) = between(line, at, "$") else { continue };
        let close = at + inner.len() + 2;
        if ends_word(line, close) && !line[close..].starts_with('$') && is_formula(inner) {
            end = close;
            spans.push((ForeignSyntax::Math, at..close));
        }
    }
}

/// Whether a text between dollars is a formula, and not between two prices or shell variables.
fn is_formula(inner: &str) -> bool {
    if inner.len() > LONGEST || inner.starts_with(['{', '(']) || inner.contains(char::from(FILLER))
    {
        return inner.len() <= LONGEST && inner.contains('^') && !inner.starts_with(['{', '(']);
    }
    let is_short = inner.chars().count() <= LONGEST_SCRIPT && !inner.contains(char::is_whitespace);
    let letters = inner.chars().filter(|c| c.is_alphabetic()).count();
    let begins_with_letter = inner.starts_with(char::is_alphabetic);
    let is_shell = letters > 1
        && !inner.contains(['\\', '^', '=', '('])
        && inner.chars().all(|c| !c.is_lowercase());
    !is_shell
        && (inner.contains(['\\', '^', '_', '=', '<', '>', '≤', '≥', '∈', '→'])
            || is_short
                && begins_with_letter
                && (letters == 1 || inner.contains(['(', '+', '/', '*'])))
}

/// `\(x^2\)`, and `\[` alone on a line.
fn escaped(raw: &str, shown: &str, spans: &mut LineSpans) {
    let hidden = |at: usize| shown.as_bytes().get(at) == Some(&FILLER);
    if raw.trim() == "\\[" {
        let start = raw.len() - raw.trim_start().len();
        if hidden(start) {
            spans.push((ForeignSyntax::Math, start..start + 2));
        }
        return;
    }
    let bare = raw.trim();
    if let Some(inner) = bare.strip_prefix("\\[").and_then(|rest| rest.strip_suffix("\\]")) {
        let start = raw.len() - raw.trim_start().len();
        if hidden(start) && !hidden(start + 2) && is_formula(inner.trim()) {
            spans.push((ForeignSyntax::Math, start..start + bare.len()));
        }
        return;
    }
    let mut end = 0;
    for (at, _) in raw.match_indices("\\(") {
        let Some(length) = raw[at + 2..].find("\\)").filter(|_| at >= end) else { continue };
        let inner = &raw[at + 2..at + 2 + length];
        end = at + 2 + length + 2;
        // In code, what is between is masked too.
        let is_shown = hidden(at) && !hidden(at + 2);
        if is_shown && (is_formula(inner.trim()) || inner.contains('\\')) {
            spans.push((ForeignSyntax::Math, at..end));
        }
    }
}
