//! The rhythm of sections: additions to titles, agendas, numbers of labs, levels.

use crate::fixture::Test;

/// A deck of two parts, with a picture before each section.
fn site() -> Test {
    Test::new()
        .file(
            "slides/bread.yml",
            "title: Bread\nlevel: beginner\nnumber-labs: true\nrunning-header: '{{part}} <{{section}}>'\n\
             interstitials: [images/oven.jpg]\ncontent:\n- title.md\n- - {chapter: flour.md, minutes: 60}\n\
             - - {chapter: dough.md, minutes: 60}\n  - {chapter: oven.md, minutes: 120}\n",
        )
        .file("slides/title.md", "class: title\n\n@@TITLE@@\n\n---\n\n@@TOC@@\n\n---\n\n@@AGENDA@@\n")
        .file("slides/flour.md", "# Flour\n\n.lab[\n\n- Sift it.\n\n]\n")
        .file("slides/dough.md", "# Dough\n\nKnead.\n\n---\nclass: exercise\n\n## Ten minutes\n\n.lab[\n\nAgain.\n\n]\n")
        .file("slides/oven.md", "# Oven\n\nHot.\n")
        .file("slides/images/oven.jpg", "an oven")
}

/// The element with the marks of a title slide in a slide of a page.
fn mark<'p>(page: &'p str, id: &str) -> &'p str {
    let slide = page.split_once(&format!(" id=\"{id}\" ")).map_or("", |(_, slide)| slide);
    let slide = slide.split_once("<div class=\"slide-content").map_or("", |(before, _)| before);
    slide.split_once(">\n").map_or("", |(_, mark)| mark).trim_end()
}

#[test]
fn title_slides_say_where_one_is() {
    let ran = site().args("build -q").run();
    let page = ran.text("public/bread.html");
    assert_eq!(
        mark(&page, "toc-dough"),
        "<div class=\"opener has-picture\" data-ui data-nth=\"2\"><p><b>Part 2</b> <span>2 of 3</span> \
         <i>1 h</i> </p><img alt=\"\" loading=\"lazy\" src=\"images/oven.jpg\"><svg aria-hidden=\"true\" \
         preserveAspectRatio=\"none\" viewBox=\"0 0 1000 4\"><path class=\"all\" d=\"M0 0H248V4H0zM254 \
         0H1000V4H254z\"/><path class=\"done\" d=\"M0 0H248V4H0z\"/><path class=\"now\" d=\"M254 \
         0H503V4H254z\"/></svg></div>"
    );
    assert!(page.contains("<p class=\"deck-level\" data-ui>Beginner</p>"));
    assert!(page.contains("data-running-header=\"{{part}} &lt;{{section}}&gt;\""));
    assert!(!page.contains("data-section-links"));
    let ran = site().args("build -q --set section-links=true --set language=fr").run();
    let page = ran.text("public/bread.html");
    assert!(page.contains(" data-section-links>"));
    assert!(mark(&page, "toc-dough").contains("<b>Partie 2</b> <span>2 sur 3</span>"));
    assert!(page.contains(">Débutant</p>"));
}

#[test]
fn a_deck_without_sections_has_nothing_of_them() {
    let ran = Test::new()
        .file("slides/plain.yml", "title: Plain\nsections: false\ncontent: [a.md]\n")
        .file("slides/a.md", "class: title\n\nPlain\n\n---\n\n# Heading\n\n.lab[x]\n")
        .args("build -q")
        .run();
    let page = ran.text("public/plain.html");
    for word in ["opener", "deck-level", "data-contents", "data-lab", "data-section"] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn an_agenda_has_the_clock_of_the_event_that_shows_its_deck_alone() {
    let event = |slug: &str, decks: &str| {
        format!(
            "- {{slug: {slug}, date: [2027-06-05, 2027-06-06], title: Bread, lang: de, decks: {decks}, \
             hours: '10:00-12:20', breaks: [11:00+15]}}\n"
        )
    };
    let (one, two) = (event("one", "[bread]"), event("two", "[bread, other]"));
    let list = format!("site: {{timezone: Europe/Paris}}\nworkshops:\n{one}{two}");
    let ran = site()
        .file("slides/other.yml", "title: Other\ncontent: [oven.md]\n")
        .file("workshops.yml", &list)
        .args("build -q")
        .run();
    let agenda = |page: &str| -> String {
        let page = ran.text(page);
        let agenda = page.split_once("toc-agenda").map_or("", |(_, rest)| rest);
        let agenda = agenda.split_once("toc-flour\" data-number").map_or("", |(agenda, _)| agenda);
        agenda.to_owned()
    };
    let one = agenda("public/events/one/bread.html");
    assert!(
        one.contains("<h2>Tag 1 · Samstag 5. Juni 2027 <small>2 Std. 5 Min.</small></h2>"),
        "{one}"
    );
    assert!(one.contains("<li><b>10:00</b> <a href=\"#toc-flour\">Flour</a></li>"), "{one}");
    assert!(one.contains("<li><b>11:00</b> <em>Pause</em></li>"), "{one}");
    assert!(one.contains("<h2>Tag 2 · Sonntag 6. Juni 2027"), "{one}");
    assert!(one.contains("<a href=\"#toc-oven\">Oven</a> (Fortsetzung)</li>"), "{one}");
    // Two decks share the hours: there is no clock.
    let two = agenda("public/events/two/bread.html");
    assert!(two.contains("<h2>Ablauf <small>4 Std. 5 Min.</small></h2>"), "{two}");
    assert!(two.contains("<a href=\"#toc-flour\">Flour</a> <i>1 Std. 5 Min.</i></li>"), "{two}");
}

#[test]
fn labs_are_numbered_on_slides_and_in_stats() {
    let ran = site().args("build -q").run();
    let page = ran.text("public/bread.html");
    assert!(page.contains("<div class=\"lab\" data-lab=\"1a\">"));
    assert!(page.contains(" data-aliases=\"lab-2a\""));
    // The slide is a lab, and so is the box on it.
    assert_eq!(page.matches(" data-lab=\"2a\"").count(), 2);
    let plain = site().args("build -q --set number-labs=false").run().text("public/bread.html");
    assert!(!plain.contains("data-lab") && !plain.contains("lab-1a"));
    let stats = site().args("stats").outcome().0;
    assert!(stats.contains("\nlabs of bread\n  1a  Flour ("), "{stats}");
    let json = site().args("stats --format json").outcome().0;
    assert!(json.contains("\"numbered_labs\": [") && json.contains("\"number\": \"2a\""), "{json}");
}

#[test]
fn an_event_without_a_level_has_that_of_its_decks() {
    let ran = site()
        .file(
            "workshops.yml",
            "- {slug: one, date: 2027-06-05, title: Bread, decks: [bread]}\n\
             - {slug: two, date: 2027-06-06, title: Bread, decks: [bread], level: advanced}\n",
        )
        .args("build -q")
        .run();
    assert!(ran.text("public/events/one/index.html").contains("<dd>Beginner</dd>"));
    assert!(ran.text("public/events/two/index.html").contains("<dd>Advanced</dd>"));
    assert!(ran.text("public/index.html").contains("<li>Beginner</li>"));
}
