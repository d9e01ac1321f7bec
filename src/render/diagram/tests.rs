//! The guarantees of [`draw`] to a page.

use roxmltree::Document;

use super::MAX_SOURCE;

/// A drawing for a slide of 16:9 with nothing beside it.
fn draw(source: &str) -> Result<String, String> {
    super::draw(source, 408)
}

/// The visible texts of a drawing, one per `<text>`.
fn texts(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap();
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.map(super::label::text).collect()
}

fn root_attribute(svg: &str, name: &str) -> String {
    let document = Document::parse(svg).unwrap();
    document.root_element().attribute(name).unwrap_or_default().to_owned()
}

/// Width and height in the type of the text around it.
fn size(svg: &str) -> [f64; 2] {
    ["width", "height"]
        .map(|side| root_attribute(svg, side).strip_suffix("em").unwrap().parse().unwrap())
}

/// The type size of a drawing on a slide with only a title, in pixels of a stage of 720.
fn type_on_stage(svg: &str) -> f64 {
    const TEXT: f64 = 28.0;
    let [width, height] = size(svg);
    let scale = (40.9 / width).min(18.0 / height).min(1.0);
    0.76 * TEXT * scale
}

/// A flowchart of a chain of boxes.
fn chain(direction: &str, count: usize) -> String {
    let edges: Vec<_> =
        (1..count).map(|n| format!("  n{n}[Step {n}] --> n{}[Step {}]", n + 1, n + 1)).collect();
    format!("flowchart {direction}\n{}", edges.join("\n"))
}

/// The attributes of the first element that has a class.
fn element(svg: &str, tag: &str, class: &str) -> Option<Vec<(String, String)>> {
    let document = Document::parse(svg).unwrap();
    let found = document.descendants().find(|node| {
        node.has_tag_name(tag)
            && node.attribute("class").is_some_and(|all| all.split(' ').any(|one| one == class))
    })?;
    Some(found.attributes().map(|a| (a.name().to_owned(), a.value().to_owned())).collect())
}

/// One small diagram of each kind.
const KINDS: [(&str, &str); 8] = [
    ("flowchart", "flowchart LR\n  A[Queue] -->|pulls| B(Worker)"),
    ("sequence", "sequenceDiagram\n  Client->>Server: request\n  Note over Server: thinks"),
    ("git", "gitGraph\n  commit id:'one'\n  branch next\n  commit id:'two' tag:'v1'"),
    ("state", "stateDiagram-v2\n  [*] --> Idle\n  Idle --> Busy : job"),
    ("class", "classDiagram\n  Shape <|-- Square : is a\n  Shape : +area() int"),
    ("entity", "erDiagram\n  DECK ||--o{ SLIDE : has\n  DECK {\n    string title\n  }"),
    ("pie", "pie title Share\n  \"This\" : 60\n  \"That\" : 40"),
    ("gantt", "gantt\n  dateFormat YYYY-MM-DD\n  section One\n  Plan :2026-01-01, 3d"),
];

#[test]
fn every_kind_is_drawn_for_a_page_without_inline_styles() {
    for (kind, source) in KINDS {
        let svg = draw(source).unwrap();
        assert!(root_attribute(&svg, "class").contains(&format!("diagram-{kind}")), "{kind}");
        for forbidden in ["<style", " style=", "<script", "foreignObject", "@import", "#fe01"] {
            assert!(!svg.contains(forbidden), "{kind} holds {forbidden}");
        }
        let document = Document::parse(&svg).unwrap();
        for attribute in document.descendants().flat_map(|node| node.attributes()) {
            assert!(!attribute.name().starts_with("on"), "{kind}: {}", attribute.name());
            assert!(!attribute.value().contains("://"), "{kind}: {}", attribute.value());
            assert!(!attribute.value().contains("rgb(254"), "{kind}: {}", attribute.value());
        }
    }
}

#[test]
fn every_reference_leads_to_one_id() {
    for (kind, source) in KINDS {
        let svg = draw(source).unwrap();
        let document = Document::parse(&svg).unwrap();
        let mut ids: Vec<_> = document.descendants().filter_map(|n| n.attribute("id")).collect();
        let values = document.descendants().flat_map(|node| node.attributes());
        for value in values.filter_map(|attribute| attribute.value().strip_prefix("url(#")) {
            assert!(ids.contains(&value.trim_end_matches(')')), "{kind}: {value}");
        }
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count, "{kind} repeats an id");
    }
}

#[test]
fn two_diagrams_do_not_share_ids() {
    let first = draw("flowchart LR\n  A --> B").unwrap();
    let second = draw("flowchart LR\n  A --> C").unwrap();
    let ids = |svg: &str| -> Vec<String> {
        let document = Document::parse(svg).unwrap();
        document.descendants().filter_map(|n| n.attribute("id")).map(str::to_owned).collect()
    };
    assert!(!ids(&first).is_empty());
    assert!(ids(&first).iter().all(|id| !ids(&second).contains(id)));
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    for (kind, source) in KINDS {
        comemo::evict(0);
        let first = draw(source);
        comemo::evict(0);
        assert_eq!(first, draw(source), "{kind}");
    }
}

#[test]
fn direction_decides_the_shape() {
    let [width, height] = size(&draw("flowchart LR\n  A --> B --> C --> D").unwrap());
    assert!(width > height);
    let [width, height] = size(&draw("flowchart TD\n  A --> B --> C --> D").unwrap());
    assert!(height > width);
}

#[test]
fn a_drawing_is_as_large_as_its_type_is_that_of_code() {
    let svg = draw("flowchart LR\n  A --> B").unwrap();
    let [width, height] = size(&svg);
    let view_box = root_attribute(&svg, "viewBox");
    let numbers: Vec<f64> = view_box.split(' ').map(|n| n.parse().unwrap()).collect();
    assert_eq!(root_attribute(&svg, "font-size"), "");
    for (units, em) in [(numbers[2], width), (numbers[3], height)] {
        assert!((units / 16.0 * 0.76 - em).abs() < 0.01, "{units} units are {em} em");
    }
}

#[test]
fn type_stays_readable_where_the_usual_layout_is_too_large() {
    for (source, least) in [
        (chain("LR", 4), 21.0),
        (chain("LR", 9), 17.0),
        (chain("TD", 7), 17.0),
        (chain("LR", 14), 12.0),
    ] {
        let svg = draw(&source).unwrap();
        assert!(type_on_stage(&svg) >= least, "{} px: {source}", type_on_stage(&svg));
        assert_eq!(texts(&svg).len(), source.matches("-->").count() + 1);
    }
}

#[test]
fn closer_layouts_keep_the_direction() {
    let [width, height] = size(&draw(&chain("LR", 14)).unwrap());
    assert!(width > 10.0 * height, "{width} × {height}");
    let [width, height] = size(&draw(&chain("TD", 14)).unwrap());
    assert!(height > 5.0 * width, "{width} × {height}");
}

#[test]
fn what_the_author_configures_wins() {
    let wide = "%%{init: {'flowchart': {'rankSpacing': 120}}}%%\n";
    let [plain, spaced] =
        ["", wide].map(|init| size(&draw(&format!("{init}{}", chain("LR", 9))).unwrap()));
    assert!(spaced[0] > plain[0] + 10.0, "{plain:?} {spaced:?}");
}

#[test]
fn dates_of_a_chart_do_not_overlap() {
    let svg = draw("gantt\n  dateFormat YYYY-MM-DD\n  section A\n  a :2026-01-01, 90d").unwrap();
    let document = Document::parse(&svg).unwrap();
    let is_date = |text: &String| text.starts_with("2026-");
    let dates = texts(&svg).into_iter().filter(is_date).count();
    let lines = document.descendants().filter(|node| {
        node.has_tag_name("g")
            && node.attribute("transform").is_some()
            && node.children().any(|line| line.has_tag_name("line"))
    });
    assert!((3..=9).contains(&dates), "{dates} dates, {} lines", lines.count());
}

#[test]
fn no_type_of_a_drawing_is_small() {
    for (kind, source) in KINDS {
        let svg = draw(source).unwrap();
        let document = Document::parse(&svg).unwrap();
        let sizes = document.descendants().filter_map(|node| node.attribute("font-size"));
        for size in
            sizes.filter_map(|size| size.strip_suffix("px").unwrap_or(size).parse::<f64>().ok())
        {
            assert!(size >= super::engine::SMALLEST, "{kind}: {size}");
        }
    }
}

#[test]
fn labels_of_nodes_and_edges_are_text() {
    let svg = draw("flowchart LR\n  A[First one] -->|then & there| B{\"Sure?\"}").unwrap();
    let texts = texts(&svg);
    for label in ["First one", "then & there", "Sure?"] {
        assert!(texts.iter().any(|text| text == label), "{label} is missing from {texts:?}");
    }
}

#[test]
fn line_breaks_make_rows() {
    let svg = draw("flowchart LR\n  A[\"Queue<br/>(Redis)\"]").unwrap();
    assert_eq!(texts(&svg), ["Queue (Redis)"]);
    assert_eq!(svg.matches("<tspan").count(), 2);
}

#[test]
fn long_words_stay_whole() {
    let path = "apps/monitoring/manifests/configmap.yaml";
    let svg = draw(&format!("flowchart LR\n  A[\"{path}\"]")).unwrap();
    assert_eq!(texts(&svg), [path]);
}

#[test]
fn boxes_are_wide_enough_for_wide_fonts() {
    let svg = draw("flowchart LR\n  A[A label of some length]").unwrap();
    let node = element(&svg, "rect", "diagram-fill-node").unwrap();
    let width: f64 = node.iter().find(|(name, _)| name == "width").unwrap().1.parse().unwrap();
    assert!(width > super::metrics::width("A label of some length", 16.0, None));
}

#[test]
fn subgraphs_are_clusters_with_a_title() {
    let svg = draw("flowchart TD\n  subgraph S [Control plane]\n    A\n  end\n  B --> S").unwrap();
    assert!(element(&svg, "rect", "diagram-fill-cluster").is_some());
    assert!(texts(&svg).contains(&"Control plane".to_owned()));
}

#[test]
fn sequence_names_actors_and_messages() {
    let svg = draw("sequenceDiagram\n  Alice->>Bob: hello\n  Bob-->>Alice: bye").unwrap();
    let texts = texts(&svg);
    for text in ["Alice", "Bob", "hello", "bye"] {
        assert!(texts.iter().any(|found| found == text), "{text}");
    }
    assert_eq!(root_attribute(&svg, "aria-label"), "sequence diagram with 2 actors: Alice, Bob");
    assert!(svg.contains("<desc>hello; bye</desc>"), "{svg}");
}

#[test]
fn colours_of_the_author_become_attributes() {
    let source = "flowchart TD\n  A --> B\n  B --> C:::hot\n  \
                  style A fill:#f9f,stroke:#333,stroke-width:4px,color:#00f\n  \
                  classDef hot fill:red,color:white,font-weight:bold\n  \
                  linkStyle 0 stroke:#0a0,stroke-width:3px";
    let svg = draw(source).unwrap();
    let document = Document::parse(&svg).unwrap();
    let has = |tag: &str, name: &str, value: &str| {
        document
            .descendants()
            .any(|node| node.has_tag_name(tag) && node.attribute(name) == Some(value))
    };
    assert!(has("rect", "fill", "#f9f") && has("rect", "stroke", "#333"));
    assert!(has("rect", "stroke-width", "4px"));
    assert!(has("text", "fill", "#00f") && has("text", "fill", "white"));
    assert!(has("rect", "fill", "red") && has("g", "font-weight", "bold"));
    assert!(has("path", "stroke", "#0a0") && has("path", "stroke-width", "3px"));
}

#[test]
fn text_on_a_colour_of_the_author_is_readable_in_both_themes() {
    let source = "flowchart TD\n  A[on light] --> B[on dark] --> C[on paper]\n  \
                  style A fill:#ffe\n  style B fill:navy";
    let svg = draw(source).unwrap();
    let document = Document::parse(&svg).unwrap();
    let fills: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("text") && !super::label::text(*node).is_empty())
        .map(|node| node.attribute("fill"))
        .collect();
    assert_eq!(fills, [Some("black"), Some("white"), None]);
}

#[test]
fn colours_of_the_theme_become_classes() {
    let svg = draw("flowchart TD\n  A --> B").unwrap();
    let node = element(&svg, "rect", "diagram-fill-node").unwrap();
    assert!(node.iter().all(|(name, _)| name != "fill" && name != "stroke"));
    assert!(element(&svg, "path", "diagram-line-edge").is_some());
    assert!(element(&svg, "svg", "diagram-fill-text").is_some());
}

#[test]
fn text_aligned_by_the_author_starts_at_one_edge() {
    let svg = draw("flowchart TD\n  A[\"one\n  three\"]\n  style A text-align:left").unwrap();
    assert_eq!(svg.matches("text-anchor=\"start\"").count(), 3);
}

#[test]
fn a_diagram_cannot_choose_html_or_a_theme() {
    let settings = r#"%%{init: {"theme": "dark", "htmlLabels": true, "look": "handDrawn",
        "flowchart": {"htmlLabels": true}, "themeCSS": "* { fill: red }"}}%%"#;
    let source = "flowchart LR\n  A[Label] --> B";
    let plain = draw(source).unwrap();
    let configured = draw(&format!("{settings}\n{source}")).unwrap();
    assert_eq!(texts(&configured), texts(&plain));
    assert_eq!(root_attribute(&configured, "viewBox"), root_attribute(&plain, "viewBox"));
    assert!(!configured.contains("red"));
}

#[test]
fn hostile_labels_and_links_are_harmless() {
    let source = "flowchart TD\n  A[\"<script>alert(1)</script>x\"] --> B[\"a &lt;b&gt; c\"]\n  \
                  click A \"javascript:alert(1)\"\n  click B \"https://example.org/?a=1&b=2\"\n  \
                  style A fill:url(https://example.org/x)";
    let svg = draw(source).unwrap();
    assert!(!svg.contains("script") && !svg.contains("example.org/x"));
    assert!(texts(&svg).contains(&"a <b> c".to_owned()));
    let document = Document::parse(&svg).unwrap();
    let links: Vec<_> = document.descendants().filter_map(|n| n.attribute("href")).collect();
    assert_eq!(links, ["https://example.org/?a=1&b=2"]);
    assert_eq!(root_attribute(&svg, "role"), "group");
}

#[test]
fn inline_html_in_labels_is_reduced_to_its_text() {
    let svg =
        draw("flowchart LR\n  A[\"a <b>bold</b> <i>word</i>\"] <--> B[fa:fa-car Car]").unwrap();
    assert_eq!(texts(&svg), ["a bold word", "Car"]);
}

#[test]
fn references_in_labels_are_characters() {
    let svg = draw("flowchart LR\n  A[\"#quot;R&amp;D#quot; & co\"]").unwrap();
    assert_eq!(texts(&svg), ["\"R&D\" & co"]);
    assert_eq!(super::entity::decode("&unknown; &#xe9; &lt"), "&unknown; é &lt");
}

#[test]
fn node_ids_may_hold_slashes() {
    let source = "flowchart LR\n  a/b/c --> d/e[\"x/y\"]\n  style a/b/c fill:#123456";
    let svg = draw(source).unwrap();
    assert_eq!(texts(&svg), ["a/b/c", "x/y"]);
    assert!(svg.contains("#123456"));
}

#[test]
fn label_names_kind_and_parts() {
    let svg = draw("flowchart LR\n  A[Queue] --> B[Worker] & C[Worker]").unwrap();
    assert_eq!(root_attribute(&svg, "aria-label"), "flowchart with 3 nodes: Queue, Worker");
    assert_eq!(root_attribute(&svg, "role"), "img");
}

#[test]
fn title_of_the_author_is_the_label() {
    let source = "flowchart LR\n  accTitle: How it is released\n  accDescr: In order.\n  A --> B";
    let svg = draw(source).unwrap();
    assert_eq!(root_attribute(&svg, "aria-label"), "How it is released (flowchart)");
    assert!(svg.contains("<desc>In order.</desc>"));
}

#[test]
fn empty_source_is_an_error() {
    assert_eq!(draw(" \n\t\n"), Err("the diagram is empty".to_owned()));
}

#[test]
fn errors_name_the_line() {
    let cases = [
        ("flowchart TD\n  A --> B\n  B --> [", "line 3: "),
        ("flowchart TD\n  A --> B\n  C{Is it \"q\"?} --> D\n  E --> F", "line 3: "),
        ("%% note\n\nsequenceDiagram\n  A->>B: hi\n  B->>>>", "line 5: unexpected character `>`"),
        ("gitGraph\n  commit\n  checkout nope", "line 3: "),
        ("pie\n  \"a\" : x", "line 2: "),
    ];
    for (source, expected) in cases {
        let error = draw(source).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
        assert!(!error.contains('\n'), "{error}");
    }
}

#[test]
fn what_cannot_be_drawn_is_said() {
    assert!(draw("hello").unwrap_err().starts_with("unknown kind of diagram"));
    let error = draw("journey\n  title Day\n  section S\n    Tea: 5: Me").unwrap_err();
    assert_eq!(error, "diagrams of kind `journey` are not drawn");
    let error = draw("flowchart LR\n  A@{ img: \"https://example.org/x.png\", label: \"L\" }");
    assert_eq!(error.unwrap_err(), "images and icons in diagrams are not drawn");
}

#[test]
fn limits_stop_oversized_diagrams() {
    let long = format!("flowchart LR\n  A[{}]", "x".repeat(MAX_SOURCE));
    assert!(draw(&long).unwrap_err().contains("too long"));
    let names = |letter: char| -> String {
        let names: Vec<String> = (0..60).map(|n| format!("{letter}{n}")).collect();
        names.join(" & ")
    };
    let dense = format!("flowchart LR\n  {} --> {}", names('a'), names('b'));
    assert!(draw(&dense).unwrap_err().contains("too large"));
    let deep = format!("flowchart LR\n{}A\n{}", "subgraph\n".repeat(500), "end\n".repeat(500));
    assert!(draw(&deep).is_err());
}

#[test]
fn a_chart_over_a_thousand_years_ends() {
    let chart = |excludes: &str, length: &str| {
        let tasks = format!("a :a1, 1000-01-01, {length}\nb :after a1, 5d\n");
        draw(&format!("gantt\ndateFormat YYYY-MM-DD\n{excludes}\nsection A\n{tasks}"))
    };
    assert!(chart("excludes weekends", "90d").is_ok());
    assert!(chart("excludes weekends", "50w").is_ok());
    for length in ["365000d", "99999999999d", "3000w", "9000M", "1000y"] {
        let error = chart("excludes weekends", length);
        assert!(error.is_err(), "{length}");
        assert!(chart("EXCLUDES Sunday", length).is_err(), "{length}");
    }
    assert!(chart("", "365000d").is_ok());
}
