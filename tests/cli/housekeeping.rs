//! `uses`, `unused`, `mv`, `stats` and `--against`: references in a site, and how they are kept intact.

use snapbox::str;

use crate::fixture::{Ran, Test};

const WORKSHOPS: &str = "\
site: {url: https://example.org/courses/}
speakers:
  ann: {name: Ann, photo: images/ann.png}
  bob: {name: Bob}
workshops:
- slug: paris
  date: 2027-01-02
  title: Paris
  decks: [bread]
  speaker: ann
  abstract: |
    See [the deck](bread.html#knead), and
    ![a loaf](images/loaf.png).
  skip: ['#rest']
  after: {oven/heat.md: events/paris/lunch.md}
redirects:
  next: bread.html
";

/// A site in which most kinds of references occur.
fn site() -> Test {
    Test::new()
        .file("workshops.yml", WORKSHOPS)
        .file(
            "slides/bread.yml",
            "title: Bread\ncontent:\n- dough.md\n# - cake.md\n- - oven/heat.md\n- |\n  # Inline\n\n  ![](images/loaf.png)\n",
        )
        .file("slides/cake.yml", "title: Cake\ncontent: [oven/heat.md]\n")
        .file(
            "slides/dough.md",
            "name: knead\n\n# Dough\n\n![Dough](images/loaf.png \"images/loaf.png\") [again](#knead)\n\n\
             ---\n\nname: rest\nbackground-image: url(images/wood.jpg)\n\n@@INCLUDE[slides/steps.md]\n\n\
             [`code`](cake.html?x#heat) <img src='images/loaf.png' alt='x'> [r][ref]\n\n\
             [ref]: ./images/loaf.png\n\n```\n![](images/loaf.png)\n```\n",
        )
        .file("slides/steps.md", "Fold, as in [the deck](bread.html), see @@LINK[slides/oven/heat.md].\n")
        .file("slides/oven/heat.md", "name: heat\n\n# Heat\n\n[Dough](https://example.org/courses/bread.html)\n")
        .file("slides/cake.md", "# Cake\n\n![](images/cake.png)\n")
        .file("slides/images/loaf.png", "")
        .file("slides/images/cake.png", "")
        .file("slides/images/ann.png", "")
        .file("slides/images/wood.jpg", "")
        .file("events/paris/lunch.md", "# Lunch\n\n[Dough](#knead)\n")
        .file("events/paris/oven/heat.md", "name: heat\n\n# Heat in Paris\n")
        .file("events/rome/x.md", "# X\n")
        .file("static/theme.css", "body { background: url(images/wood.jpg) }\n")
}

#[test]
fn all_uses_of_a_chapter_have_a_place() {
    site()
        .args("uses oven/heat.md")
        .stdout(str![[r#"
slides/bread.yml:5:5: chapter of the deck: oven/heat.md
slides/cake.yml:2:11: chapter of the deck: oven/heat.md
slides/steps.md:1:48: link to the repository: slides/oven/heat.md
workshops.yml:15:11: an event adds a chapter after it: oven/heat.md
events/paris/oven/heat.md: replaces it in an event
shown by 2 decks: bread, cake

"#]])
        .run();
}

#[test]
fn all_uses_of_a_picture_have_a_place() {
    site()
        .args("uses slides/images/loaf.png")
        .stdout(str![[r#"
slides/bread.yml:9:7: picture: images/loaf.png
slides/dough.md:5:10: picture: images/loaf.png
slides/dough.md:14:38: picture: images/loaf.png
slides/dough.md:16:8: link: ./images/loaf.png
workshops.yml:13:15: picture: images/loaf.png

"#]])
        .run();
    site()
        .args("uses images/wood.jpg")
        .stdout(str![[r#"
slides/dough.md:10:23: picture: images/wood.jpg
static/theme.css:1:24: mention: images/wood.jpg

"#]])
        .run();
}

#[test]
fn all_uses_of_a_deck_and_of_a_slide_have_a_place() {
    for name in ["bread", "bread.yml", "slides/bread.yml", "bread.html"] {
        site()
            .args(&format!("uses {name}"))
            .stdout(str![[r#"
slides/oven/heat.md:5:9: link: https://example.org/courses/bread.html
slides/steps.md:1:24: link: bread.html
workshops.yml:9:11: deck of an event: bread
workshops.yml:12:20: link: bread.html#knead
workshops.yml:17:9: target of a redirect: bread.html

"#]])
            .run();
    }
    site()
        .args("uses #knead")
        .stdout(str![[r#"
slides/dough.md:1:7: has this name
events/paris/lunch.md:3:9: link: #knead
slides/dough.md:5:53: link: #knead
workshops.yml:12:20: link: bread.html#knead
shown by 1 deck: bread

"#]])
        .run();
    site()
        .args("uses dough.md#rest")
        .stdout(str![[r#"
slides/dough.md:9:7: has this name
workshops.yml:14:11: left out by an event: #rest
shown by 1 deck: bread

"#]])
        .run();
}

#[test]
fn what_nothing_uses_is_a_failure_and_what_is_not_there_an_error() {
    site()
        .args("uses cake.md")
        .stdout(str![[r#"
slides/bread.yml:4:5: chapter that is commented out: cake.md
nothing uses it

"#]])
        .status(1)
        .run();
    site()
        .args("uses dugh.md")
        .stderr(str![[r#"
error: there is no `dugh.md`; did you mean `dough.md`?

"#]])
        .status(2)
        .run();
    site()
        .args("uses #kned")
        .stderr(str![[r#"
error: no slide has the name `kned`; did you mean `#knead`?

"#]])
        .status(2)
        .run();
}

#[test]
fn uses_are_for_programs_too() {
    site()
        .args("uses images/ann.png --format json")
        .stdout(str![[r#"
[
  {
    "kind": "photo of a speaker",
    "file": "workshops.yml",
    "line": 3,
    "column": 27,
    "written": "images/ann.png"
  }
]

"#]])
        .run();
}

#[test]
fn what_nothing_uses_is_listed() {
    site()
        .args("unused")
        .stdout(str![[r#"
Chapters that no deck shows: 1
  slides/cake.md
Pictures that nothing shows: 1
  slides/images/cake.png (only in slides/cake.md)
Overlays that change nothing: 1
  events/rome
Speakers whom no event names: 1
  bob

"#]])
        .status(1)
        .run();
    site()
        .args("unused --format json")
        .stdout(str![[r#"
{
  "chapters": [
    "slides/cake.md"
  ],
  "pictures": [
    "slides/images/cake.png"
  ],
  "decks": [],
  "overlays": [
    "events/rome"
  ],
  "speakers": [
    "bob"
  ]
}

"#]])
        .status(1)
        .run();
    Test::fine().args("unused").stdout("everything is used\n").run();
}

/// The site after a move without any message.
fn moved(arguments: &str) -> Ran {
    site().args(&format!("mv {arguments} -q")).run()
}

#[test]
fn a_chapter_moves_with_all_that_names_it() {
    let ran = site()
        .args("mv oven/heat.md baking/hot.md")
        .stderr(str![[r#"
events/paris/oven/heat.md → events/paris/baking/hot.md
slides/oven/heat.md → slides/baking/hot.md
4 places changed in 4 files

"#]])
        .run();
    assert_eq!(ran.text("slides/baking/hot.md").lines().next(), Some("name: heat"));
    assert_eq!(ran.text("events/paris/baking/hot.md").lines().nth(2), Some("# Heat in Paris"));
    let manifest = ran.text("slides/bread.yml");
    assert!(manifest.contains("- - baking/hot.md\n"), "{manifest}");
    assert!(ran.text("slides/cake.yml").contains("content: [baking/hot.md]"));
    assert!(ran.text("slides/steps.md").contains("@@LINK[slides/baking/hot.md]"));
    let list = ran.text("workshops.yml");
    assert!(list.contains("after: {baking/hot.md: events/paris/lunch.md}"), "{list}");
}

#[test]
fn a_move_is_shown_as_a_patch_that_git_applies() {
    let ran = site()
        .args("mv images/loaf.png images/rye.png --dry-run")
        .stdout(str![[r#"
diff --git a/slides/bread.yml b/slides/bread.yml
--- a/slides/bread.yml
+++ b/slides/bread.yml
@@ -6,4 +6,4 @@
 - |
   # Inline
 
-  ![](images/loaf.png)
+  ![](images/rye.png)
diff --git a/slides/dough.md b/slides/dough.md
--- a/slides/dough.md
+++ b/slides/dough.md
@@ -2,7 +2,7 @@
 
 # Dough
 
-![Dough](images/loaf.png "images/loaf.png") [again](#knead)
+![Dough](images/rye.png "images/loaf.png") [again](#knead)
 
 ---
 
@@ -11,9 +11,9 @@
 
 @@INCLUDE[slides/steps.md]
 
-[`code`](cake.html?x#heat) <img src='images/loaf.png' alt='x'> [r][ref]
+[`code`](cake.html?x#heat) <img src='images/rye.png' alt='x'> [r][ref]
 
-[ref]: ./images/loaf.png
+[ref]: ./images/rye.png
 
 ```
 ![](images/loaf.png)
diff --git a/slides/images/loaf.png b/slides/images/rye.png
rename from slides/images/loaf.png
rename to slides/images/rye.png
diff --git a/workshops.yml b/workshops.yml
--- a/workshops.yml
+++ b/workshops.yml
@@ -10,7 +10,7 @@
   speaker: ann
   abstract: |
     See [the deck](bread.html#knead), and
-    ![a loaf](images/loaf.png).
+    ![a loaf](images/rye.png).
   skip: ['#rest']
   after: {oven/heat.md: events/paris/lunch.md}
 redirects:

"#]])
        .stderr(str![[r#"
slides/images/loaf.png → slides/images/rye.png
5 places would change in 3 files

"#]])
        .run();
    assert!(ran.text("slides/dough.md").contains("loaf.png"), "nothing is changed");
}

#[test]
fn a_picture_moves_and_code_stays() {
    let ran = moved("images/loaf.png images/rye/");
    let chapter = ran.text("slides/dough.md");
    assert_eq!(chapter.matches("images/rye/loaf.png").count(), 3, "{chapter}");
    assert!(chapter.contains("![Dough](images/rye/loaf.png \"images/loaf.png\")"), "{chapter}");
    assert!(chapter.contains("[ref]: ./images/rye/loaf.png"), "{chapter}");
    assert!(chapter.contains("```\n![](images/loaf.png)\n```"), "{chapter}");
    assert!(ran.text("workshops.yml").contains("![a loaf](images/rye/loaf.png)"));
    assert!(ran.text("slides/bread.yml").contains("\n  ![](images/rye/loaf.png)\n"));
}

#[test]
fn a_deck_moves_and_its_old_pages_redirect() {
    let ran = moved("bread sourdough");
    let list = ran.text("workshops.yml");
    for line in [
        "  decks: [sourdough]",
        "[the deck](sourdough.html#knead)",
        "  bread.html: sourdough.html\n  bread.yml.html: sourdough.html\n",
        "  events/paris/bread.html: events/paris/sourdough.html\n",
        "  next: sourdough.html\n",
    ] {
        assert!(list.contains(line), "{line}: {list}");
    }
    assert!(ran.text("slides/steps.md").contains("[the deck](sourdough.html)"));
    assert!(
        ran.text("slides/oven/heat.md").contains("(https://example.org/courses/sourdough.html)")
    );
}

#[test]
fn the_pages_of_a_chapter_redirect_when_it_moves() {
    let list = WORKSHOPS.replacen("site: {", "site: {chapter-pages: true, ", 1);
    let with_pages = || site().file("workshops.yml", list.clone());
    let ran = with_pages().args("mv oven/heat.md baking/hot.md -q").run();
    let list = ran.text("workshops.yml");
    let lines = "  chapters/oven/heat.html: chapters/baking/hot.html\n  \
                 chapters/oven/about/heat.html: chapters/baking/about/hot.html\n";
    assert!(list.contains(lines), "{list}");
    let small = Test::new()
        .file("workshops.yml", "site: {title: T, chapter-pages: true}\n")
        .file("slides/a.yml", "title: A\ncontent: [x/b.md]\n")
        .file("slides/x/b.md", "# B\n");
    let ran = small.args("mv x/b.md y/c.md -q").run().then("build -q --date 2027-01-01").run();
    for (old, new) in
        [("b", "../../chapters/y/c.html"), ("about/b", "../../../chapters/y/about/c.html")]
    {
        let page = ran.text(&format!("public/chapters/x/{old}.html"));
        assert!(page.contains(new), "{page}");
    }
    // A part that is included has no page; without such pages, nothing redirects.
    for test in
        [with_pages().args("mv steps.md folds.md -q"), site().args("mv dough.md paste.md -q")]
    {
        assert!(!test.run().text("workshops.yml").contains("chapters/"));
    }
    let said = with_pages().args("mv oven/heat.md baking/hot.md --no-redirect").said();
    assert!(said.contains("links to chapters/oven/heat.html on other sites break"), "{said}");
}

#[test]
fn a_slide_is_renamed_and_keeps_its_old_name_as_an_alias() {
    let ran = moved("#knead #fold");
    let chapter = ran.text("slides/dough.md");
    assert!(chapter.starts_with("name: fold\naliases: knead\n"), "{chapter}");
    assert!(chapter.contains("[again](#fold)"), "{chapter}");
    assert!(ran.text("events/paris/lunch.md").contains("[Dough](#fold)"));
    assert!(ran.text("workshops.yml").contains("(bread.html#fold)"));
    let ran = moved("#rest #wait --no-redirect");
    assert!(ran.text("slides/dough.md").contains("name: wait\nbackground"));
    assert!(ran.text("workshops.yml").contains("skip: ['#wait']"));
}

#[test]
fn a_slide_of_a_manifest_is_renamed_with_its_indentation() {
    let ran = Test::new()
        .file(
            "slides/t.yml",
            "title: T\ncontent:\n- |\n  <!-- name: a -->\n  # A\n\n  [a](#a)\n- b.md\n",
        )
        .file("slides/b.md", "template: a\n\n[a](#a)\n")
        .args("mv #a #b -q")
        .run();
    let manifest = ran.text("slides/t.yml");
    let expected = "- |\n  <!-- name: b -->\n  <!-- aliases: a -->\n  # A\n\n  [a](#b)\n- b.md\n";
    assert!(manifest.ends_with(expected), "{manifest}");
    assert_eq!(ran.text("slides/b.md"), "template: b\n\n[a](#b)\n");
}

#[test]
fn a_pinned_event_keeps_the_names_of_its_revision() {
    let ran = Test::fine()
        .file(
            "workshops.yml",
            "- {slug: x, date: 2027-01-02, title: X, decks: [talk], rev: v1, skip: [bread.md]}\n",
        )
        .git("init -q")
        .git("add -A")
        .git("commit -q -m x")
        .git("tag v1")
        .args("mv bread.md rye.md")
        .stderr(str![[r#"
slides/bread.md → slides/rye.md
1 place changed in 1 file
note: the addresses of 1 slide without a name begin with the name of their chapter, and change
note: `git add -A` stages the move; deckyard never writes to a repository

"#]])
        .run();
    assert!(ran.text("workshops.yml").contains("skip: [bread.md]"));
}

#[test]
fn line_ends_and_quotes_stay() {
    let ran = Test::new()
        .file("slides/talk.yml", "title: Talk\r\ncontent:\r\n- 'a.md' # first\r\n- \"b.md\"\r\n")
        .file("slides/a.md", "\u{feff}# A\r\n\r\n[b](x.png)\r\n")
        .file("slides/b.md", "# B\r\n")
        .file("slides/x.png", "")
        .args("mv a.md it's.md -q")
        .run();
    let manifest = ran.text("slides/talk.yml");
    assert_eq!(manifest, "title: Talk\r\ncontent:\r\n- 'it''s.md' # first\r\n- \"b.md\"\r\n");
    assert_eq!(ran.text("slides/it's.md"), "\u{feff}# A\r\n\r\n[b](x.png)\r\n");
}

#[test]
fn what_cannot_be_moved_changes_nothing() {
    site()
        .args("mv oven/heat.md dough.md")
        .stderr(str![[r#"
error: slides/dough.md exists
nothing is changed

"#]])
        .status(1)
        .run();
    site()
        .args("mv oven/heat.md heat.txt")
        .stderr(str![[r#"
error: slides/heat.txt has another extension than slides/oven/heat.md
nothing is changed

"#]])
        .status(1)
        .run();
    site()
        .args("mv oven/heat.md ../heat.md")
        .stderr(str![[r#"
error: slides/oven/heat.md is found only in its folder; heat.md is outside
nothing is changed

"#]])
        .status(1)
        .run();
    site().args("mv events/paris/oven/heat.md x.md").stderr(str![[r#"
error: events/paris/oven/heat.md replaces slides/oven/heat.md in an event; move slides/oven/heat.md, it moves along
nothing is changed

"#]]).status(1).run();
    site()
        .args("mv bread oven/bread")
        .stderr(str![[r#"
error: manifests are directly in slides
nothing is changed

"#]])
        .status(1)
        .run();
    site()
        .args("mv bread cake")
        .stderr(str![[r#"
error: slides/cake.yml exists
nothing is changed

"#]])
        .status(1)
        .run();
    site().args("mv #knead #rest").stderr(str![[r#"
error: after the move, there would be events/paris/lunch.md:3:1: warning[broken-link] no slide is named `rest`; name the slide with a `name:` line
error: after the move, there would be slides/dough.md:10:1: warning[duplicate-name] two slides are named `rest`; give it another name; links go to the first
nothing is changed

"#]]).status(1).run();
    site()
        .args("mv #knead #12")
        .stderr(str![[r#"
error: `12` is not a name for a slide: use one word, not a number
nothing is changed

"#]])
        .status(1)
        .run();
}

#[test]
fn what_has_escapes_is_left_to_its_author() {
    site()
        .file("slides/steps.md", "[x](oven\\/heat.md) and ![](images/l&#111;af.png)\n")
        .args("mv images/loaf.png images/rye.png")
        .stderr(str![[r#"
error: slides/steps.md:1:24: change `images/loaf.png` by hand first
nothing is changed

"#]])
        .status(1)
        .run();
}

#[test]
fn links_to_slides_of_a_renamed_chapter_follow() {
    let ran = Test::new()
        .file("slides/talk.yml", "title: Talk\ncontent: [a.md, b.md]\n")
        .file("slides/a.md", "# First\n")
        .file("slides/b.md", "[there](#a-first)\n")
        .args("mv a.md start.md")
        .stderr(str![[r#"
slides/a.md → slides/start.md
2 places changed in 2 files
note: the addresses of 1 slide without a name begin with the name of their chapter, and change

"#]])
        .run();
    assert_eq!(ran.text("slides/b.md"), "[there](#start-first)\n");
}

#[test]
fn a_deck_that_moves_back_has_no_redirect_from_itself() {
    let ran = Test::fine()
        .file("workshops.yml", "redirects:\n  lecture.html: talk.html\n  x: talk.html\n")
        .args("mv talk lecture -q")
        .run();
    assert_eq!(
        ran.text("workshops.yml"),
        "redirects:\n  talk.html: lecture.html\n  talk.yml.html: lecture.html\n  \
         about/talk.html: about/lecture.html\n  x: lecture.html\n"
    );
    let ran = Test::fine().args("mv talk lecture -q").run();
    assert_eq!(
        ran.text("workshops.yml"),
        "redirects:\n  talk.html: lecture.html\n  talk.yml.html: lecture.html\n  \
         about/talk.html: about/lecture.html\n"
    );
}

/// A deck of two parts, one of which has a plan.
fn counted() -> Test {
    let manifest = "title: T\ncontent:\n- bread.md\n- - chapter: oven/heat.md\n    minutes: 7\n  - |\n    \
                    # Inline\n\n    .lab[Do *it*.]\n";
    let chapter =
        "Flour, water -- and *salt*.\n\n--\n\nMore.\n\n```\ncode is no word\n```\n\n???\n\nNotes\n";
    Test::manifest(manifest).file("slides/bread.md", chapter)
}

#[test]
fn numbers_of_decks_are_a_table() {
    counted()
        .args("stats")
        .stdout(str![[r#"
                  slides  steps   words  labs  minutes
talk                   4      1      20     1      ~13
  bread.md             1      1       5     0       ~1
  part 2               3      0      15     1      ~12
    oven/heat.md       1      0       2     0        7
    talk.yml           2      0      13     1       ~5

"#]])
        .run();
    Test::chapter("@@NOSUCH@@\n")
        .args("stats -q")
        .stderr(str![[r#"
error[unknown-variable]: unknown variable `@@NOSUCH@@`
  ╭▸ slides/bread.md:1:1
  │
1 │ @@NOSUCH@@
  │ ━━━━━━━━━━ no key defines it
  │
  ╰ help: define it in the manifest under `vars:`


"#]])
        .status(1)
        .run();
}

#[test]
fn numbers_of_decks_are_for_programs_too() {
    let (text, status) = counted().args("stats --format json").outcome();
    assert_eq!(status, Some(0));
    let all: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let deck = &all["decks"][0];
    assert_eq!(all["version"], 1);
    assert_eq!((&deck["name"], &deck["words"]), (&"talk".into(), &20.into()));
    let chapter = &deck["parts"][1]["chapters"][0];
    assert_eq!(chapter["chapter"], "oven/heat.md");
    assert_eq!((&chapter["minutes"], &chapter["planned"]), (&7.into(), &true.into()));
}

#[test]
fn pages_that_went_away_are_reported() {
    let test = || {
        Test::fine()
            .file("workshops.yml", "redirects:\n  x: talk.html\n")
            .file("old/tak.html", "")
            .file("old/tak.yml.html", "")
            .file("old/talk.html", "")
            .file("old/x/index.html", "")
            .file("old/theme.css", "")
            .file(
                "sitemap.xml",
                "<urlset><url><loc>https://example.org/tak.html</loc></url></urlset>\n",
            )
    };
    test()
        .args("check --against old")
        .stderr(str![[r#"
warning[removed-page]: the page `tak.html` of old is gone, and has no redirect
  ╭▸ workshops.yml:2:3
  │
2 │   x: talk.html
  │   ━ a redirect belongs here
  │
  ╰ help: in `workshops.yml`, under `redirects:`, add `tak.html: talk.html` and `tak.yml.html: talk.html`

1 deck: 1 warning

"#]])
        .run();
    test().args("check --against sitemap.xml -q --format short").stderr(str![[r#"
workshops.yml:2:3: warning[removed-page] the page `tak.html` of sitemap.xml is gone, and has no redirect; in `workshops.yml`, under `redirects:`, add `tak.html: talk.html`

"#]]).run();
    test().args("build --against old -q --format short").stderr(str![[r#"
workshops.yml:2:3: warning[removed-page] the page `tak.html` of old is gone, and has no redirect; in `workshops.yml`, under `redirects:`, add `tak.html: talk.html` and `tak.yml.html: talk.html`

"#]]).run();
    test()
        .args("check --against nosuch")
        .stderr(str![[r#"
error: nosuch: there is no such folder, and no readable file

"#]])
        .status(2)
        .run();
    test()
        .args("check --against workshops.yml")
        .stderr(str![[r#"
error: workshops.yml: there is no page in it; --against expects an output folder or its sitemap.xml

"#]])
        .status(2)
        .run();
    let redirected =
        "redirects:\n  tak.html: talk.html\n  tak.yml.html: talk.html\n  x: talk.html\n";
    test().file("workshops.yml", redirected).args("check -q --against old").run();
}

#[test]
fn an_earlier_output_is_compared_before_it_is_replaced() {
    let more =
        Test::fine().file("slides/more.yml", "title: M\ncontent: [bread.md]\n").args("build -q");
    let moved = more.run().then("mv more rest --no-redirect -q").run();
    let built = moved.then("build -q --format short --against public").stderr(str![[r#"
warning[removed-page] the page `about/more.html` of public is gone, and has no redirect; in `workshops.yml`, under `redirects:`, add `about/more.html: …`
warning[removed-page] the page `more.html` of public is gone, and has no redirect; in `workshops.yml`, under `redirects:`, add `more.html: …` and `more.yml.html: …`

"#]]).run();
    assert_eq!(built.files("public").iter().filter(|file| file.starts_with("more")).count(), 0);
}

/// A deck with its pictures in a folder beside its chapter.
fn site_with_own_pictures() -> Test {
    Test::new()
        .file("slides/talk.yml", "title: Talk\ncontent: [talk/talk.md]\n")
        .file("slides/talk/talk.md", "# A\n\n![A loaf](img/loaf.png)\n")
        .file("slides/talk/img/loaf.png", "")
}

#[test]
fn a_picture_beside_a_chapter_is_used_and_moves_with_its_reference() {
    let (said, status) = site_with_own_pictures().args("unused").outcome();
    assert!(status == Some(0) && !said.contains("loaf.png"), "{said}");
    let test = site_with_own_pictures().args("mv talk/img/loaf.png talk/img/bread.png");
    let (said, status) = test.outcome();
    assert_eq!(status, Some(0), "{said}");
    let chapter = test.site().text("slides/talk/talk.md");
    assert!(chapter.contains("](img/bread.png)"), "{chapter}");
}
