//! Templates that would never terminate, and those that would.

use std::collections::BTreeMap;

use serde_json::json;
use tera::{Context, Tera};

use super::{BoundedPage, Counted, MOST_UNITS, begin, register, units_left};

/// Renders the first of some templates, with calls or without; returns the output, or the error and
/// the part of the author's text where it is located.
fn fill(templates: &[(&str, &str)]) -> Result<String, (String, String)> {
    let lengths: BTreeMap<_, _> =
        templates.iter().map(|(name, text)| (*name, text.len())).collect();
    let counted: BTreeMap<_, _> =
        templates.iter().map(|(name, text)| (*name, Counted::new(text, &lengths))).collect();
    let mut tera = Tera::default();
    tera.autoescape_on([".html"]);
    register(&mut tera);
    tera.add_raw_templates(counted.iter().map(|(name, text)| (*name, text.text.as_str()))).unwrap();
    begin();
    let mut page = BoundedPage::default();
    match tera.render_to(templates[0].0, &view(), &mut page) {
        Ok(()) => Ok(String::from_utf8(page.bytes).unwrap()),
        Err(error) => {
            let tera::ErrorKind::RenderingError(report) = error.kind() else {
                return Err((error.to_string(), String::new()));
            };
            let (name, text) =
                templates.iter().find(|(name, _)| *name == report.filename()).unwrap();
            let place = |at| counted[name].place(at);
            let range = report.span().range.clone();
            let place = &text[place(range.start)..];
            Err((report.message().to_owned(), place.to_owned()))
        }
    }
}

fn view() -> Context {
    let view = json!({
        "list": ["a", "<b>", "c"], "map": {"k": 1}, "text": "x & y", "number": 3,
        "long": "a".repeat(1_000),
    });
    Context::from_serialize(&view).unwrap()
}

/// Tera's output without the calls.
fn plain(templates: &[(&str, &str)]) -> String {
    let mut tera = Tera::default();
    tera.autoescape_on([".html"]);
    tera.add_raw_templates(templates.to_vec()).unwrap();
    tera.render(templates[0].0, &view()).unwrap()
}

#[test]
fn calls_do_not_change_what_is_written() {
    for text in [
        "{% for x in list %}{{ loop.index }}{{ x }},{% else %}none{% endfor %}",
        "a {%- for x in list -%} \n {{ x }} \n {%- endfor -%} b",
        "{% for k, v in map %}{{ k }}={{ v }} {% endfor %}{% for c in text %}{{ c }}-{% endfor %}",
        "{% for x in [] %}{% else %}none{% endfor %}{% for x in list | reverse %}{{ x }}{% endfor %}",
        "{% set a = text ~ '%}' %}{{ a }}{% set b = 'x' | safe %}{{ b }}{% set_global c = 1 + 2 %}{{ c }}",
        "{% set a %}<i>{{ text }}</i>{% endset %}{{ a }}{{ a | upper }}{% set b | upper %}q{% endset %}{{ b }}",
        "{{ [x for x in list] | join(sep='; ') }}{{ [x | upper for x in list if x != 'a'] | join }}",
        "{{ [[y for y in x] for x in [list, list]] | length }}{{ [x if x else 1 for x in list] | join }}",
        "{{ text | replace(from='x', to='<z>') }}{{ text | replace(from='&', to='<z>' | safe) }}",
        "{{ text | indent(width=2, first=true) }}|{{ missing | default(value='d') }}{{ list | last }}",
        "{{ list | sort | first | upper | title }}{{ map | keys | sort | join(sep='|') }}",
        "{# {% for #}{% raw %}{% for x in y %}{{ a | b }}{% endraw %}{{ \"%} {{ | upper\" }}{{ 1 if number else 2 }}",
        "{% filter upper %}a {{ text }}{% endfilter %}{% filter replace(from='a', to='b') | upper %}aa{% endfilter %}",
        "{% if number is odd %}{{ number // 2 }}{% elif text is containing(pat='x') %}2{% endif %}{{ not number }}",
        "{{ range(end=3) | join(sep=',') }}{{ map.k }}{{ list[0] }}{{ list[1:] | join }}{{ text[0:2] }}",
        "{% component box(a, b = 2) %}[{{ a }}{{ b }}]{% endcomponent %}{{ <box a={text | upper} /> }}{{ <box a=\"q\" b={3} /> }}",
        "{{ text }}{% for x in list %}{% if x == 'a' %}{% continue %}{% endif %}{{ x }}{% break %}{% endfor %}",
    ] {
        let templates = [("a.html", text)];
        assert_eq!(fill(&templates), Ok(plain(&templates)), "{text}");
    }
    let templates = [
        ("a.html", "{% extends 'b.html' %}{% block x %}<{{ super() }}>{% endblock %}"),
        (
            "b.html",
            "1 {% block x -%} 2 {%- include 'c.html' -%} 3 {% endblock %} {% include 'c.html' %} 4",
        ),
        ("c.html", " {{ text }} "),
    ];
    assert_eq!(fill(&templates), Ok(plain(&templates)));
}

#[test]
fn what_loops_or_grows_without_bound_is_an_error_at_its_place() {
    let loops = "{% for i in range(end=100000) %}".repeat(4) + &"{% endfor %}".repeat(4);
    let doubled = format!("{{% set x = long %}}{}", "{% set x = x ~ x %}".repeat(60));
    let in_loop =
        "{% set x = 'a' %}{% for i in range(end=90) %}{% set_global x = x ~ x %}{% endfor %}";
    let replaced = format!("{{{{ long{} }}}}", " | replace(from='a', to='aaaaaaaaaa')".repeat(20));
    let lists = format!("{{% set x = list %}}{}", "{% set x = [x, x] %}".repeat(60));
    let nested = "{{ [[1 for a in range(end=100000)] for b in range(end=100000)] }}";
    let sorted =
        "{% for i in range(end=99999) %}{% if range(end=99999) | sort %}{% endif %}{% endfor %}";
    let captured = "{% set x %}{% for i in range(end=100000) %}{% for j in range(end=1000) %}aaaa{% endfor %}{% endfor %}{% endset %}";
    for (text, found) in [
        (loops.as_str(), "range(end=100000)"),
        (&doubled, "x ~ x"),
        (in_loop, "x ~ x"),
        (&replaced, "replace(from='a', to='aaaaaaaaaa')"),
        (&lists, "[x, x]"),
        (nested, "range(end=100000)"),
        (sorted, "sort"),
        (captured, "range(end=1000)"),
        ("{{ range(end=100000) | join(sep=long) }}", "join(sep=long)"),
        ("{% component a() %}{{ <a /> }}{{ <a /> }}{{ <a /> }}{% endcomponent %}{{ <a /> }}", ""),
    ] {
        let Err((message, place)) = fill(&[("a.html", text)]) else { panic!("{text}") };
        assert!(place.starts_with(found), "{text:.80}: {message} at {place}");
    }
}

#[test]
fn includes_and_parents_that_double_are_an_error() {
    let mut templates: Vec<(String, String)> = Vec::new();
    for level in 0..20 {
        let text = format!("{{% include 'i{0}' %}}{{% include 'i{0}' %}}", level + 1).repeat(2);
        templates.push((format!("i{level}"), text));
    }
    templates.push(("i20".to_owned(), String::new()));
    let texts: Vec<_> =
        templates.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert!(fill(&texts).is_err());

    let mut templates: Vec<(String, String)> = Vec::new();
    for level in 0..40 {
        let block = "{% block b %}{{ super() }}{{ super() }}{% endblock %}";
        templates.push((format!("p{level}"), format!("{{% extends 'p{}' %}}{block}", level + 1)));
    }
    templates.push(("p40".to_owned(), "{% block b %}{% endblock %}".to_owned()));
    let texts: Vec<_> =
        templates.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert!(fill(&texts).is_err());
}

#[test]
fn what_is_nested_too_deep_is_an_error() {
    let a = "{% component c() %}{% include 'b' %}{% endcomponent %}{{ <c /> }}";
    let (message, _) = fill(&[("a", a), ("b", "{{ <c /> }}")]).unwrap_err();
    assert!(message.contains("nested more than 24"), "{message}");
    let chain: Vec<_> = (0..40)
        .map(|level| (format!("i{level}"), format!("{{% include 'i{}' %}}", level + 1)))
        .chain([("i40".to_owned(), String::new())])
        .collect();
    let texts: Vec<_> = chain.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    assert!(fill(&texts).is_err());
    assert!(fill(&texts[20..]).is_ok());
    let twice = "{% include 'b' %}".repeat(60);
    assert!(fill(&[("a", &twice), ("b", "")]).is_ok());
}

#[test]
fn gigabytes_are_not_written() {
    let text =
        format!("{{% for i in range(end=100000) %}}{}{{% endfor %}}", "{{ long }}".repeat(9));
    let (message, _) = fill(&[("a.html", &text)]).unwrap_err();
    assert!(!message.is_empty());
}

#[test]
fn an_ordinary_page_costs_little() {
    let text =
        "{% for x in list %}{% for y in range(end=300) %}{{ y | str }}{% endfor %}{% endfor %}";
    fill(&[("a.html", text)]).unwrap();
    assert!(MOST_UNITS - units_left() < 3_000, "{}", MOST_UNITS - units_left());
}
