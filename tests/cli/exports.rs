//! Downloads: their contents, `downloads`, `@@ZIP@@`, and `deckyard export`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use snapbox::str;

use crate::fixture::{Ran, Test};

/// A deck with everything that an archive may contain, and things that it must not.
fn site() -> Test {
    Test::new()
        .file(
            "slides/bread.yml",
            "title: Bread & butter\ndescription: In one evening.\nexclude: [paid]\nvars: {oven: 250 °C}\ncontent: [bread.md]\n",
        )
        .file(
            "slides/bread.md",
            "# Dough\n\nAt @@OVEN@@.\n\n![A loaf](images/loaf.png) [sheet](files/été.pdf) [rolls](rolls.html#salt)\n\n\
             <!-- a secret comment -->\n\n???\n\nSay it slowly.\n\n---\n\nclass: paid\n\n![paid](images/paid.png)\n\n---\n\n\
             ## Knead\n\n.lab[\n\n- Do it:\n  ```bash\n  knead --hard\n  ```\n\n- The recipe:\n  ```yaml\n  salt: 1\n  ```\n]\n\n\
             ```bash\nnot of the lab\n```\n",
        )
        .file("slides/rolls.yml", "title: Rolls\nnotes: private\ncontent: [rolls.md]\n")
        .file("slides/rolls.md", "name: salt\n\n## Salt\n\n???\n\nA private note.\n")
        .file("slides/images/loaf.png", "no picture, but a file")
        .file("slides/images/paid.png", "for those who paid")
        .file("slides/images/unused.png", "nobody shows it")
        .file("slides/files/été.pdf", "a sheet")
}

/// The files of an archive, with their content.
fn unzipped(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let bytes = fs::read(path).expect("an archive");
    let short = |at: usize| usize::from(u16::from_le_bytes([bytes[at], bytes[at + 1]]));
    let long = |at: usize| short(at) | short(at + 2) << 16;
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06", "the end of the archive");
    let (mut at, mut found) = (long(end + 16), BTreeMap::new());
    for _ in 0..short(end + 10) {
        let (method, packed, length) = (short(at + 10), long(at + 20), long(at + 24));
        let (name, start) = (short(at + 28), long(at + 42));
        let name_of = |at: usize, length: usize| {
            String::from_utf8(bytes[at..at + length].to_vec()).expect("a name in UTF-8")
        };
        let file = name_of(at + 46, name);
        assert_eq!(name_of(start + 30, short(start + 26)), file, "the same name in both places");
        let data = start + 30 + short(start + 26) + short(start + 28);
        let data = &bytes[data..data + packed];
        let content = match method {
            0 => data.to_vec(),
            8 => miniz_oxide::inflate::decompress_to_vec(data).expect("compressed data"),
            other => panic!("the method {other}"),
        };
        assert_eq!(content.len(), length, "{file}");
        assert!(found.insert(file, content).is_none(), "a name twice");
        at += 46 + name + short(at + 30) + short(at + 32);
    }
    found
}

fn archive(ran: &Ran, path: &str) -> BTreeMap<String, Vec<u8>> {
    unzipped(&ran.path(path))
}

fn text(files: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("a text")
}

/// Whether a file is an archive.
fn is_zip(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, ending)| ending == "zip")
}

/// Whether a file is a page.
fn is_page(file: &str) -> bool {
    file.rsplit_once('.').is_some_and(|(_, ending)| ending == "html")
}

#[test]
fn an_archive_holds_what_the_deck_shows_and_nothing_else() {
    let ran = site().args("export zip bread -q").run();
    let files = archive(&ran, "bread.zip");
    let others: Vec<_> = files.keys().filter(|name| !name.starts_with("assets/")).collect();
    assert_eq!(others, ["files/été.pdf", "images/loaf.png", "index.html"]);
    let page = text(&files, "index.html");
    assert!(page.contains("At 250 °C.") && page.contains("Say it slowly."), "{page}");
    for hidden in ["secret comment", "paid.png", "for those who paid", "unused"] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    // A link out of it loses its address, since the site has none.
    assert!(page.contains("<a>rolls</a>"), "{page}");
    assert!(
        page.contains("href=\"files/%C3%A9t%C3%A9.pdf\"")
            || page.contains("href=\"files/été.pdf\""),
        "{page}"
    );
}

#[test]
fn links_lead_to_the_web_where_the_site_has_an_address() {
    let site = site().file("workshops.yml", "site: {url: 'https://oven.example/x/'}\n");
    let ran = site.args("export zip bread -q -o out.zip").run();
    let page = text(&archive(&ran, "out.zip"), "index.html");
    assert!(page.contains("href=\"https://oven.example/x/rolls.html#salt\""), "{page}");
}

#[test]
fn links_that_become_text_are_named_with_their_places() {
    let site =
        || site().file("slides/rolls.md", "# Salt\n\n---\n\n## [b](bread.html) [c](#salt)\n");
    let lost = "1 link to pages outside is plain text there, since `url` in workshops.yml does not say where the site \
                is:\n  slides/rolls.md:5: bread.html\n";
    for kind in ["zip", "html"] {
        let said = site().args(&format!("export {kind} rolls")).said();
        assert!(said.ends_with(lost), "{said}");
    }
    let list = "site: {title: T, downloads: [zip, text]}\n";
    let said = site().file("workshops.yml", list).args("build").said();
    assert!(said.contains("  slides/rolls.md:5: bread.html, in rolls.zip\n"), "{said}");
    let list = "site: {title: T, downloads: [zip], url: 'https://oven.example/'}\n";
    let said = site().file("workshops.yml", list).args("build").said();
    assert!(!said.contains("plain text"), "{said}");
}

#[test]
fn addresses_of_slides_in_an_archive_are_those_of_its_files() {
    let chapter = "# [own](bread.html#salt) ![p](images/loaf.png)\n\n\
                   <img srcset='images/loaf.png 1x' alt=''>\n\n\
                   <p style=\"background: url(images/loaf.png)\">x</p>\n\n\
                   <style>.q { background: url(images/loaf.png) }</style>\n\n---\n\n\
                   # [root](/images/loaf.png) [away](rolls.html) [twin](//cdn.example/x)\n\n???\n\n[n](bread.html#end)\n";
    let list = "site: {title: T, url: 'https://oven.example/'}\nworkshops:\n\
                - {title: E, slug: e, date: 2027-03-02, decks: [bread]}\n";
    let test = site().file("slides/bread.md", chapter).file("workshops.yml", list);
    let ran = test.args("export zip bread -q").run();
    let page = text(&archive(&ran, "bread.zip"), "index.html");
    for expected in [
        "href=\"#salt\"",
        "src=\"images/loaf.png\"",
        "srcset='images/loaf.png 1x'",
        "url(images/loaf.png)\">x",
        ".q { background: url(images/loaf.png) }",
        "<a href=\"images/loaf.png\">root",
        "<a href=\"https://oven.example/rolls.html\">away",
        "<a href=\"https://cdn.example/x\">twin",
        "<a href=\"#end\">n",
    ] {
        assert!(page.contains(expected), "{expected} in {page}");
    }
}

#[test]
fn the_same_site_gives_the_same_archive_everywhere() {
    let build = |threads: &str, date: &str| {
        let test = site().file(
            "slides/bread.md",
            "# Dough\n\n@@OVEN@@ [zip](@@ZIP@@)\n\n---\n\nclass: paid\n\nNo\n",
        );
        let ran =
            test.env("RAYON_NUM_THREADS", threads).args(&format!("build -q --date {date}")).run();
        let built = fs::read(ran.path("public/bread.zip")).expect("the archive");
        let ran = ran.then("export zip bread -q -o again.zip").run();
        assert_eq!(built, fs::read(ran.path("again.zip")).expect("the archive"));
        built
    };
    assert_eq!(build("1", "2027-01-01"), build("4", "2028-02-02"));
}

#[test]
fn a_deck_that_uses_the_address_of_its_zip_gets_one() {
    let test = site().file("slides/rolls.md", "name: salt\n\n## Salt\n\n[zip](@@ZIP@@)\n");
    let ran = test.args("build -q").run();
    let built: Vec<_> = ran.files("public").into_iter().filter(|file| is_zip(file)).collect();
    assert_eq!(built, ["rolls.zip"]);
    assert!(ran.text("public/rolls.html").contains("href=\"rolls.zip\""));
    // The manifest's value is not replaced.
    for key in ["zip: https://other.example/all.zip", "slides: https://other.example/"] {
        let manifest = format!("title: Rolls\n{key}\ncontent: [rolls.md]\n");
        let test = site()
            .file("slides/rolls.md", "name: salt\n\n## Salt\n\n[zip](@@ZIP@@)\n")
            .file("slides/rolls.yml", manifest);
        let ran = test.args("build -q").run();
        assert!(!ran.files("public").iter().any(|file| is_zip(file)), "{key}");
    }
    // The address of the site itself is one that the build can keep.
    let test = site()
        .file("slides/rolls.md", "name: salt\n\n## Salt\n\n[zip](@@ZIP@@)\n")
        .file(
            "slides/rolls.yml",
            "title: Rolls\nslides: https://oven.example/\ncontent: [rolls.md]\n",
        )
        .file("workshops.yml", "site: {url: 'https://oven.example/'}\n");
    let ran = test.args("build -q").run();
    let files = archive(&ran, "public/slides.zip");
    for page in ["index.html", "bread.html", "rolls.html", "images/loaf.png"] {
        assert!(files.contains_key(page), "{page} in {:?}", files.keys());
    }
    assert!(!files.contains_key("404.html") && !files.contains_key("images/paid.png"));
    assert!(!text(&files, "rolls.html").contains("private note"));
}

#[test]
fn an_event_has_one_archive_of_all_its_decks() {
    let test = site().file(
        "workshops.yml",
        "- {slug: lyon, date: 2027-01-02, title: Lyon, decks: [bread, rolls], downloads: [zip, text]}\n",
    );
    let ran = test.args("build -q").run();
    let built: Vec<_> =
        ran.files("public/events/lyon").into_iter().filter(|file| !is_page(file)).collect();
    assert!(
        built.contains(&"slides.zip".to_owned()) && built.contains(&"rolls.txt".to_owned()),
        "{built:?}"
    );
    let files = archive(&ran, "public/events/lyon/slides.zip");
    let pages: Vec<_> = files.keys().filter(|name| is_page(name)).collect();
    assert_eq!(pages, ["bread.html", "index.html", "rolls.html"]);
    let page = text(&files, "bread.html");
    assert!(
        page.contains("src=\"images/loaf.png\"") && files.contains_key("images/loaf.png"),
        "{page}"
    );
    assert!(!page.contains("../../"), "{page}");
    assert!(text(&files, "index.html").contains("href=\"rolls.html\""));
    // The site's own decks have none.
    assert!(!ran.files("public").iter().any(|file| file == "bread.zip"));
    let ran = ran.then("export zip --event lyon -q").run();
    let alone = archive(&ran, "lyon.zip");
    let pages: Vec<_> = alone.keys().filter(|name| is_page(name)).collect();
    assert_eq!(pages, ["bread.html", "index.html", "rolls.html"]);
}

#[test]
fn a_file_of_the_authors_takes_the_place_of_a_download() {
    let test = site()
        .file("workshops.yml", "site: {downloads: [zip]}\n")
        .file("static/bread.zip", "mine")
        .file("static/rolls.zip", "mine too");
    let ran = test.args("build -q").run();
    assert_eq!([ran.text("public/bread.zip"), ran.text("public/rolls.zip")], ["mine", "mine too"]);
    assert!(archive(&ran, "public/slides.zip").contains_key("index.html"));
}

#[test]
fn unknown_kinds_are_errors_with_a_guess() {
    Test::new()
        .file("slides/talk.yml", "downloads: [zip, pfd, 7]\ncontent: [talk.md]\n")
        .file("slides/talk.md", "# Bread\n")
        .file("workshops.yml", "site:\n  downloads: {zip: true}\nworkshops:\n- {title: T, decks: [talk], downloads: [ziip, ~]}\n")
        .status(1)
        .stderr(str![[r#"
error[bad-value]: invalid value `pfd` for `downloads`
  ╭▸ slides/talk.yml:1:18
  │
1 │ downloads: [zip, pfd, 7]
  │                  ━━━ expected `zip`, `pdf`, `html`, `text`, `markdown` or `labs`
  │
  ├ note: shown by the decks talk and t/talk
  ╰ help: did you mean `pdf`?

error[bad-value]: invalid value `7` for `downloads`
  ╭▸ slides/talk.yml:1:23
  │
1 │ downloads: [zip, pfd, 7]
  │                       ━ expected `zip`, `pdf`, `html`, `text`, `markdown` or `labs`
  │
  ╰ note: shown by the decks talk and t/talk

error[wrong-type]: `downloads` is a list of kinds of files, such as `[zip, pdf]`
  ╭▸ workshops.yml:2:14
  │
2 │   downloads: {zip: true}
  │              ━ expected a list of kinds of files, such as `[zip, pdf]`, found a mapping
  │
  ╰ help: write a list: `downloads: [zip]`

error[bad-value]: invalid value `ziip` for `downloads`
  ╭▸ workshops.yml:4:41
  │
4 │ - {title: T, decks: [talk], downloads: [ziip, ~]}
  │                                         ━━━━ expected `zip`, `pdf`, `html`, `text`, `markdown` or `labs`
  │
  ╰ help: did you mean `zip`?

error[wrong-type]: an entry of `downloads` is empty
  ╭▸ workshops.yml:4:47
  │
4 │ - {title: T, decks: [talk], downloads: [ziip, ~]}
  │                                               ━ expected a value after the dash, found nothing
  │
  ╰ help: write a value after the dash, or delete the line

2 decks: 5 errors

"#]])
        .run();
}

#[test]
fn one_page_holds_everything_and_requests_nothing() {
    let ran = site().args("export html bread -q").run();
    let page = ran.text("bread.single.html");
    assert!(
        page.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';")
    );
    assert!(page.contains("src=\"data:image/png;base64,"), "the picture is inside");
    for outside in
        ["<link rel=\"stylesheet\"", "<script src", "src=\"images", "assets/", "paid.png"]
    {
        assert!(!page.contains(outside), "{outside}");
    }
    assert!(page.contains("<a>rolls</a>") && page.contains("Say it slowly."));
    let again = ran.then("export html bread -q -o -").output();
    assert_eq!(String::from_utf8_lossy(&again.stdout), page);
}

#[test]
fn the_size_and_the_largest_pictures_are_told() {
    let said = site()
        .file("slides/images/loaf.png", "x".repeat(90_000))
        .file("slides/bread.md", "# Dough\n\n@@OVEN@@ ![a](images/loaf.png) ![b](images/loaf.png) ![c](https://other.example/c.png)\n\n---\n\nclass: paid\n\nNo\n")
        .args("export html bread")
        .said();
    assert!(said.starts_with("bread.single.html: ") && said.contains(" KB\n"), "{said}");
    assert!(said.contains("images/loaf.png, shown 2 times"), "{said}");
    assert!(said.contains("1 picture or file from other sites is not in the page"), "{said}");
    assert!(said.contains("https://other.example/c.png"), "{said}");
}

#[test]
fn text_and_markdown_are_those_of_the_slides_shown() {
    let ran = site().args("export text bread -q").run();
    ran.holds(
        "bread.txt",
        str![[r#"
Bread & butter
==============
In one evening.

--- 1 ---
Dough
At 250 °C.
A loaf sheet rolls

???
Say it slowly.

--- 2 ---
Knead
- Do it:
knead --hard
- The recipe:
salt: 1
not of the lab

"#]],
    );
    let ran = ran.then("export markdown bread -q").run();
    ran.holds(
        "bread.md",
        str![[r#"
# Dough

At 250 °C.

![A loaf](images/loaf.png) [sheet](files/été.pdf) [rolls](rolls.html#salt)

> Say it slowly.

---

## Knead

- Do it:
  ```bash
  knead --hard
  ```

- The recipe:
  ```yaml
  salt: 1
  ```

```bash
not of the lab
```

"#]],
    );
    let ran = ran.then("export text rolls -q").run();
    assert!(!ran.text("rolls.txt").contains("private note"));
    let ran = ran.then("export markdown rolls -q").run();
    assert!(!ran.text("rolls.md").contains("private note"));
}

#[test]
fn labs_are_markdown_or_a_script() {
    let ran = site().args("export labs bread -q").run();
    ran.holds(
        "bread.labs.md",
        str![[r#"
# Bread & butter

## 2. Knead

- Do it:

```bash
knead --hard
```

- The recipe:

```yaml
salt: 1
```

"#]],
    );
    let ran = ran.then("export labs bread --script -q").run();
    ran.holds(
        "bread.labs.sh",
        str![[r#"
#!/usr/bin/env bash
# Bread & butter

# 2. Knead
# - Do it:
knead --hard
# - The recipe:
# ```yaml
# salt: 1
# ```

"#]],
    );
}

#[test]
fn a_list_of_texts_is_written_on_request() {
    let ran = site()
        .file(
            "workshops.yml",
            "site: {title: The bakery, description: All about bread., url: 'https://oven.example/', llms: true}\n",
        )
        .args("build -q")
        .run();
    ran.holds(
        "public/llms.txt",
        str![[r#"
# The bakery

> All about bread.

- [Bread & butter](https://oven.example/bread.md): In one evening.
- [Rolls](https://oven.example/rolls.md)

"#]],
    );
    assert!(ran.text("public/bread.md").contains("knead --hard"));
}

#[test]
fn an_output_that_exists_is_kept() {
    let ran = site()
        .file("bread.zip", "mine")
        .args("export zip bread")
        .refuses("bread.zip exists; name another file with --out, or replace it with --force");
    assert_eq!(ran.text("bread.zip"), "mine");
    let ran = ran.then("export zip bread --force -q").run();
    assert!(archive(&ran, "bread.zip").contains_key("index.html"));
}

#[test]
fn unknown_decks_and_events_are_refused_with_a_guess() {
    site().args("export zip braed").refuses("there is no deck `braed`; did you mean `bread`?");
    site().args("export html").refuses("name a deck: there are bread, rolls");
    let event = || {
        site().file(
            "workshops.yml",
            "- {slug: lyon, date: 2027-01-02, title: Lyon, decks: [bread]}\n",
        )
    };
    event().args("export html --event lyno").refuses("did you mean `lyon`?");
    event()
        .args("export html rolls --event lyon")
        .refuses("the event has no deck `rolls`; it has bread");
    let ran = event().args("export html --event lyon -q").run();
    assert!(ran.text("lyon-bread.single.html").contains("data:image/png"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    for command in ["export zip bread -o /dev/full", "export zip bread -o /dev/full --force"] {
        site().args(command).refuses("cannot write /dev/full: No space left on device");
    }
    assert!(!fs::metadata("/dev/full").expect("the device").is_file());
}

#[test]
fn hostile_names_stay_names() {
    let ran = Test::new()
        .file("slides/a b'$(x)&\"<y>.yml", "title: T\ncontent: [a.md]\n")
        .file("slides/a.md", "# A\n\n![x](<im ages/a'b&c.png>)\n")
        .file("slides/im ages/a'b&c.png", "x")
        .file("workshops.yml", "site: {downloads: [zip, html]}\n")
        .args("build -q")
        .outcome();
    // Windows does not allow such a name, so a build reports it on every system.
    assert!(ran.0.contains("unportable-name"), "{}", ran.0);
    let ran = Test::new()
        .file("slides/a b'$(x)&.yml", "title: T\ncontent: [a.md]\n")
        .file("slides/a.md", "# A\n\n![x](<im ages/a'b&c.png>)\n")
        .file("slides/im ages/a'b&c.png", "x")
        .file("workshops.yml", "site: {downloads: [zip, html]}\n")
        .args("build -q")
        .run();
    let files = archive(&ran, "public/a b'$(x)&.zip");
    assert!(files.contains_key("im ages/a'b&c.png"), "{:?}", files.keys());
    assert!(
        files
            .keys()
            .all(|name| !name.starts_with('/') && !name.split('/').any(|part| part == ".."))
    );
}

#[test]
fn a_deck_without_pictures_is_a_deck() {
    let ran = Test::fine().args("export zip -q").run();
    assert!(archive(&ran, "talk.zip").contains_key("index.html"));
    let ran = ran.then("export labs -q").run();
    assert_eq!(ran.text("talk.labs.md"), "# A talk\n");
}

#[test]
fn parts_of_a_site_have_its_archives() {
    let test = || {
        site().file(
            "workshops.yml",
            "site: {downloads: [zip]}\nworkshops:\n\
             - {slug: lyon, date: 2027-01-02, title: Lyon, decks: [bread]}\n\
             - {slug: oslo, date: 2027-01-03, title: Oslo, decks: [rolls]}\n",
        )
    };
    let whole = test().args("build -q").run();
    let mut parts = BTreeMap::new();
    for part in 1..=3 {
        let ran = test().args(&format!("build -q --shard {part}/3 --out part")).run();
        for file in ran.files("part") {
            parts
                .insert(file.clone(), fs::read(ran.path(&format!("part/{file}"))).expect("a file"));
        }
    }
    let zips: Vec<_> = whole.files("public").into_iter().filter(|file| is_zip(file)).collect();
    assert_eq!(
        zips,
        [
            "bread.zip",
            "events/lyon/slides.zip",
            "events/oslo/slides.zip",
            "rolls.zip",
            "slides.zip"
        ]
    );
    for file in whole.files("public") {
        let bytes = fs::read(whole.path(&format!("public/{file}"))).expect("a file");
        assert!(parts.get(&file) == Some(&bytes), "{file}");
    }
}
