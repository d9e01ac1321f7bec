//! The drawing engine with the single configuration used everywhere.
//!
//! Only this file names `merman`. Its result still contains the engine's own stylesheet and must
//! not reach a page.

use merman::svg::{
    DeterministicTextMeasurer, MeasurementProfileId, SvgRenderOptions, TextMeasurementPolicy,
    TextMeasurementProfile, TextMeasurementProfileIdentity,
};
use merman::{
    Engine, MermaidConfig, OperationControl, ParseDiagnosticSpanKind, ParseOptions, RenderError,
    RenderOutput, RenderRequest, Renderer, SvgEnvironment, SvgRequest, TerminalDiagnostic,
};
use serde_json::{Value, json};

use super::source::{self, SLASH};
use super::{metrics, palette};

/// How many slashes are replaced before giving up; each costs one more parse.
const MAX_SLASHES: usize = 256;

/// How many lines are tried to find the cause of an error.
const MAX_SEARCH: usize = 200;

/// The most days in the bars of a Gantt chart together if some are excluded: the engine visits each
/// of them, and a chart of a project has some thousands.
const MAX_DAYS: i64 = 20_000;

/// The keyword of Gantt charts for non-working days.
const EXCLUDES: &str = "excludes";

/// A day in milliseconds.
const DAY: i64 = 24 * 60 * 60 * 1_000;

/// The message when the first line names no kind of diagram.
const NO_KIND: &str =
    "no kind of diagram: the first line has to be `flowchart LR`, `sequenceDiagram` or the like";

/// The font size of labels, in user units.
pub(super) const FONT_SIZE: f64 = 16.0;

/// Narrowest node, so that one-letter nodes still look like boxes.
const MIN_NODE: f64 = 40.0;

/// Narrowest wrapping of labels, in user units: the width diagram authors are used to.
const MIN_WRAP: f64 = 200.0;

/// Widest wrapping of labels: beyond this a long path is split.
const MAX_WRAP: f64 = 640.0;

/// Draws `source` with ids that start with `prefix`, as an SVG document.
pub(super) fn draw(source: &str, prefix: &str) -> Result<String, String> {
    let renderer = Renderer::new()
        .with_engine(Engine::new().with_site_config(config(wrapping_width(source))))
        .with_parse_options(ParseOptions::strict());
    let mut source = source::plain(source);
    if days_looked_at(&renderer, &source) > MAX_DAYS {
        return Err(format!(
            "with `excludes`, the bars of a chart may have {MAX_DAYS} days together"
        ));
    }
    for _ in 0..MAX_SLASHES {
        let request = RenderRequest::svg(&source, OperationControl::new(), svg_request(prefix));
        let error = match renderer.render(request) {
            Ok(RenderOutput::Svg(Some(output))) => return Ok(output.into_parts().0),
            Ok(_) => RenderError::NoDiagram,
            Err(error) => error,
        };
        match refused_slash(&error, &source) {
            Some(at) => source = source::replace_slash(&source, at),
            None => return Err(explain(&renderer, &error, &source)),
        }
    }
    Err("too many node ids contain a slash".to_owned())
}

/// How many days the engine visits one by one: those of all bars of a Gantt chart, if some are
/// excluded.
fn days_looked_at(renderer: &Renderer, source: &str) -> i64 {
    let lower = source.to_ascii_lowercase();
    if !lower.contains("gantt") || !lower.contains(EXCLUDES) {
        return 0;
    }
    // The same chart, with all days counted. The text after the word is a title.
    let mut all_days = String::with_capacity(source.len());
    let mut from = 0;
    for (at, word) in lower.match_indices(EXCLUDES) {
        all_days.extend([&source[from..at], "title   "]);
        from = at + word.len();
    }
    all_days.push_str(&source[from..]);
    let request = RenderRequest::semantic(&all_days, OperationControl::new());
    let Ok(RenderOutput::Semantic(Some(chart))) = renderer.render(request) else { return 0 };
    let Ok(chart) = chart.compatibility_json() else { return 0 };
    let tasks = chart.get("tasks").and_then(Value::as_array).into_iter().flatten();
    let time = |task: &Value, key| task.get(key).and_then(Value::as_i64).unwrap_or(0);
    let spans = tasks.map(|task| time(task, "endTime").saturating_sub(time(task, "startTime")));
    spans.map(|span| span.max(0) / DAY).fold(0, i64::saturating_add)
}

fn svg_request(prefix: &str) -> SvgRequest {
    SvgRequest {
        environment: SvgEnvironment::deterministic().with_text_measurement_policy(measurement()),
        options: SvgRenderOptions {
            diagram_id: Some(prefix.to_owned()),
            ..SvgRenderOptions::default()
        },
        ..SvgRequest::default()
    }
}

/// A width that does not break the words of the labels, as with HTML labels.
fn wrapping_width(source: &str) -> f64 {
    let words = source
        .split("<br")
        .flat_map(|part| part.split(|c: char| c.is_whitespace() || "\"'[](){}<>|".contains(c)));
    let widest = words.map(|word| metrics::width(word, FONT_SIZE, None)).fold(0.0, f64::max);
    widest.ceil().clamp(MIN_WRAP, MAX_WRAP)
}

/// The engine's own estimate is too narrow for the fonts of many systems.
fn measurement() -> TextMeasurementPolicy {
    let measurer = DeterministicTextMeasurer::default().with_width_callback(|text, style| {
        metrics::width(text, style.font_size, style.font_weight.as_deref())
    });
    let identity = MeasurementProfileId::new("deckyard.widest-sans")
        .and_then(|id| TextMeasurementProfileIdentity::new(id, "1"));
    match identity {
        Ok(identity) => {
            TextMeasurementPolicy::uniform(TextMeasurementProfile::new(identity, measurer))
        }
        Err(_) => TextMeasurementPolicy::deterministic(),
    }
}

/// Plain SVG text instead of HTML labels, the simple look, and our palette.
///
/// A diagram's own `%%{init}%%` must not change the `secure` keys: each of them would restore HTML
/// labels, foreign fonts or colours that suit only one of the light and dark themes.
fn config(wrapping_width: f64) -> MermaidConfig {
    MermaidConfig::from_value(json!({
        "theme": "base",
        "look": "classic",
        "htmlLabels": false,
        "fontFamily": "sans-serif",
        "flowchart": {
            "htmlLabels": false,
            "wrappingWidth": wrapping_width,
            "minNodeWidth": MIN_NODE,
        },
        "class": { "htmlLabels": false },
        // The engine aligns the label of a widened state to the left.
        "state": { "wrappingWidth": wrapping_width, "minNodeWidth": 0 },
        "gantt": { "todayMarker": "off" },
        "themeVariables": palette::theme_variables(),
        "secure": [
            "secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering",
            "maxEdges", "themeCSS", "theme", "look", "htmlLabels", "fontFamily", "darkMode",
            "handDrawnSeed",
        ],
    }))
}

/// The offset where the lexer stopped, if it is a slash between two characters of an id.
fn refused_slash(error: &RenderError, source: &str) -> Option<usize> {
    let RenderError::Parse(diagnostic) = error else { return None };
    let at = diagnostic.terminal_diagnostic_details().span?.start;
    let within = |c: char| c.is_alphanumeric() || c == '_';
    let before = source.get(..at)?.chars().next_back()?;
    let mut rest = source.get(at..)?.chars();
    (rest.next()? == '/' && within(before) && within(rest.next()?)).then_some(at)
}

fn explain(renderer: &Renderer, error: &RenderError, source: &str) -> String {
    match error {
        RenderError::NoDiagram => NO_KIND.to_owned(),
        RenderError::Parse(diagnostic) => explain_parse(renderer, diagnostic, source),
        other => {
            let message = one_line(&other.to_string());
            if message.contains("capability `math`") {
                return "formulas in labels (`$$…$$`) are not drawn".to_owned();
            }
            message
        }
    }
}

fn explain_parse(renderer: &Renderer, diagnostic: &TerminalDiagnostic, source: &str) -> String {
    let details = diagnostic.terminal_diagnostic_details();
    if details.code.ends_with("unsupported_diagram") {
        let kind = details.diagram_type.unwrap_or_default();
        return format!("diagrams of kind `{kind}` are not drawn");
    }
    if details.code.ends_with("no_diagram_detected") {
        return NO_KIND.to_owned();
    }
    let raw = diagnostic.terminal_safe_message();
    let message = match raw.split_once("): ") {
        Some((head, tail)) if head.starts_with("Diagram parse error (") => tail,
        _ => &raw,
    };
    let exact = details.span.filter(|_| details.span_kind == Some(ParseDiagnosticSpanKind::Exact));
    let refused = exact.and_then(|span| source.get(span.start..)?.chars().next());
    let message = match (message.starts_with("Unexpected character at "), refused) {
        (true, Some(c)) => format!("unexpected character `{c}`"),
        _ => one_line(message),
    };
    let line = match exact {
        Some(span) => Some(line_at(source, span.start)),
        None => first_line_refused(renderer, &raw, source),
    };
    line.map_or_else(|| message.clone(), |line| format!("line {line}: {message}"))
}

/// The line that causes an error when the engine does not report it: the shortest prefix of the
/// source that fails with the same message.
fn first_line_refused(renderer: &Renderer, message: &str, source: &str) -> Option<usize> {
    let ends = source.match_indices('\n').map(|(at, _)| at).chain([source.len()]);
    ends.take(MAX_SEARCH)
        .position(|end| {
            let request = RenderRequest::semantic(&source[..end], OperationControl::new());
            match renderer.render(request) {
                Err(RenderError::Parse(diagnostic)) => {
                    diagnostic.terminal_safe_message() == message
                }
                _ => false,
            }
        })
        .map(|idx| idx + 1)
}

fn one_line(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ").replace(SLASH, "/")
}

/// The line that contains a byte, counted from 1.
fn line_at(source: &str, byte: usize) -> usize {
    source.bytes().take(byte).filter(|&byte| byte == b'\n').count() + 1
}
