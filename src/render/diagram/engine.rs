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

/// The width of a Gantt chart in user units: with the type of labels, as wide as a slide.
const GANTT_WIDTH: f64 = 880.0;

/// The space that the engine leaves before the name of a section, and the space after it.
const SECTION_MARGIN: f64 = 22.0;

/// The minimum space for names of sections.
const MIN_SECTION: f64 = 75.0;

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
    "unknown kind of diagram: the first line must be `flowchart LR`, `sequenceDiagram` or the like";

/// The font size of labels, in user units.
pub(super) const FONT_SIZE: f64 = 16.0;

/// The smallest type of a drawing, in user units: the engine has numbers and dates of 10.
pub(super) const SMALLEST: f64 = 12.0;

/// Narrowest node, so that one-letter nodes still look like boxes.
const MIN_NODE: f64 = 40.0;

/// Narrowest wrapping of labels, in user units: the width diagram authors are used to.
const MIN_WRAP: f64 = 200.0;

/// Narrowest wrapping where a drawing is too wide for its type.
const NARROW_WRAP: f64 = 72.0;

/// Widest wrapping of labels: beyond this a long path is split.
const MAX_WRAP: f64 = 640.0;

/// How close together the parts of a diagram are.
#[derive(Clone, Copy)]
pub(super) enum Density {
    Usual,
    Close,
    Dense,
}

/// Where labels wrap, if at all.
#[derive(Clone, Copy)]
pub(super) enum Wrap {
    Usual,
    /// After each word that makes a box wider than its widest word.
    Narrow,
    /// As late as possible.
    Wide,
}

/// How a diagram is laid out. The author's settings in `%%{init}%%` win.
#[derive(Clone, Copy)]
pub(super) struct DrawingLayout {
    pub(super) density: Density,
    pub(super) wrap: Wrap,
}

impl DrawingLayout {
    pub(super) const USUAL: Self = Self { density: Density::Usual, wrap: Wrap::Usual };

    /// The value of the layout's density.
    fn pick(self, usual: f64, close: f64, dense: f64) -> f64 {
        match self.density {
            Density::Usual => usual,
            Density::Close => close,
            Density::Dense => dense,
        }
    }
}

/// Draws `source` with ids that start with `prefix`, as an SVG document.
pub(super) fn draw(source: &str, prefix: &str, layout: DrawingLayout) -> Result<String, String> {
    let renderer = Renderer::new()
        .with_engine(Engine::new().with_site_config(config(source, layout)))
        .with_parse_options(ParseOptions::strict());
    let mut source = source::plain(source);
    if days_looked_at(&renderer, &source) > MAX_DAYS {
        return Err(format!(
            "with `excludes`, the bars of a chart may cover {MAX_DAYS} days in total"
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
fn wrapping_width(source: &str, wrap: Wrap) -> f64 {
    let words = source
        .split("<br")
        .flat_map(|part| part.split(|c: char| c.is_whitespace() || "\"'[](){}<>|".contains(c)));
    let widest = words.map(|word| metrics::width(word, FONT_SIZE, None)).fold(0.0, f64::max);
    match wrap {
        Wrap::Usual => widest.ceil().clamp(MIN_WRAP, MAX_WRAP),
        Wrap::Narrow => widest.ceil().clamp(NARROW_WRAP, MAX_WRAP),
        Wrap::Wide => MAX_WRAP,
    }
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
fn config(source: &str, layout: DrawingLayout) -> MermaidConfig {
    let wrapping_width = wrapping_width(source, layout.wrap);
    let between_nodes = layout.pick(50.0, 32.0, 20.0);
    let between_ranks = layout.pick(50.0, 32.0, 18.0);
    let with_labels = layout.pick(50.0, 44.0, 38.0);
    MermaidConfig::from_value(json!({
        "theme": "base",
        "look": "classic",
        "htmlLabels": false,
        "fontFamily": "sans-serif",
        "flowchart": {
            "htmlLabels": false,
            "wrappingWidth": wrapping_width,
            "minNodeWidth": MIN_NODE,
            "nodeSpacing": between_nodes,
            "rankSpacing": between_ranks,
            "padding": layout.pick(15.0, 9.0, 5.0),
            "diagramPadding": layout.pick(8.0, 4.0, 2.0),
        },
        "class": {
            "htmlLabels": false,
            "nodeSpacing": between_nodes,
            "rankSpacing": with_labels,
        },
        // The engine aligns the label of a widened state to the left.
        "state": {
            "wrappingWidth": wrapping_width,
            "minNodeWidth": 0,
            "nodeSpacing": between_nodes,
            "rankSpacing": with_labels,
        },
        "er": {
            "nodeSpacing": layout.pick(90.0, 50.0, 30.0),
            "rankSpacing": layout.pick(80.0, 56.0, 38.0),
            "entityPadding": layout.pick(15.0, 11.0, 7.0),
            "diagramPadding": 8,
        },
        "sequence": sequence(layout),
        "gantt": {
            "todayMarker": "off",
            "useWidth": GANTT_WIDTH,
            "fontSize": FONT_SIZE,
            "sectionFontSize": FONT_SIZE,
            "barHeight": layout.pick(28.0, 25.0, 23.0),
            "barGap": layout.pick(6.0, 4.0, 3.0),
            "topPadding": 44,
            "leftPadding": section_width(source),
        },
        "themeVariables": palette::theme_variables(),
        "secure": [
            "secure", "securityLevel", "startOnLoad", "maxTextSize", "suppressErrorRendering",
            "maxEdges", "themeCSS", "theme", "look", "htmlLabels", "fontFamily", "darkMode",
            "handDrawnSeed",
        ],
    }))
}

/// The space beside a Gantt chart for the names of its sections.
fn section_width(source: &str) -> f64 {
    let sections = source.lines().filter_map(|line| line.trim().strip_prefix("section "));
    let widest = sections.map(|name| metrics::width(name.trim(), FONT_SIZE, None));
    (widest.fold(0.0, f64::max) + SECTION_MARGIN).clamp(MIN_SECTION, GANTT_WIDTH / 3.0)
}

/// Lifelines as close as their messages allow; the names are repeated below only if there is space.
fn sequence(layout: DrawingLayout) -> Value {
    json!({
        "diagramMarginX": 8,
        "actorMargin": layout.pick(50.0, 30.0, 16.0),
        "width": layout.pick(150.0, 120.0, 100.0),
        "height": layout.pick(56.0, 44.0, 38.0),
        "mirrorActors": matches!(layout.density, Density::Usual),
        "wrap": matches!(layout.wrap, Wrap::Narrow),
    })
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
