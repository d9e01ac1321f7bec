//! Content that must not be published: comments, private notes, excluded slides and their traces.
//!
//! Every planted text contains the word `SECRET` and its location. A site is built and written as a
//! user would, and every byte and every name of the output is searched. Text that should be shown
//! contains `SHOWN`, and must all be in the output: an empty output keeps every secret.

#![expect(clippy::disallowed_methods, reason = "the tests look at the disk")]
#![expect(clippy::expect_used, reason = "what fails in a helper fails the test")]

use std::fs;
use std::path::Path;

use deckyard::diag::Severity;
use deckyard::io::beneath::SiteFile;
use deckyard::io::files::DiskWorld;
use deckyard::io::write;
use deckyard::site::{self, Config, Content};
use tempfile::TempDir;

/// Comments wherever Markdown and the dialect let an author write one.
const COMMENTS: &str = r"<!-- SECRET before everything -->
# SHOWN-a section <!-- SECRET in a title -->

SHOWN-b text <!-- SECRET in a line --> goes on<!--SECRET without blanks-->.

<!-- SECRET alone on a line -->

<!--
SECRET over several lines

SECRET after a blank line
-->

- SHOWN-c item <!-- SECRET in an item -->
  <!-- SECRET on a line of an item -->
- <!-- SECRET instead of an item -->

  <!--
  SECRET over lines of an item

  - SECRET like an item
  -->

  - SHOWN-d deeper <!-- SECRET deeper -->

> SHOWN-e quote <!-- SECRET in a quote -->
> <!-- SECRET on a line of a quote -->

| SHOWN-f table <!-- SECRET in a head --> | b |
|---|---|
| SHOWN-g <!-- SECRET in a cell --> | d |

[SHOWN-h link <!-- SECRET in a link -->](https://example.org/) **SHOWN-i <!-- SECRET in bold -->**
![](images/shown.png) <!-- ![](images/SECRET-commented.png) -->

<div>
<!-- SECRET in HTML -->
SHOWN-j
</div>

<table><tr><td>SHOWN-k<!-- SECRET in HTML of one line --></td></tr></table>

<!-- SECRET one --> SHOWN-l <!-- SECRET two --><!-- SECRET three -->

<!-- SECRET with -- dashes and > signs and <b>tags</b> and `code` and .lab[ brackets ] -->

<!-- SECRET with a fence

```bash
SECRET in a fence in a comment
```
-->

```bash
echo SHOWN-m
```
<!-- SECRET after a fence -->

---
<!-- SECRET where properties stand -->
class: middle

SHOWN-n

<!-- SECRET before a separator -->
---

<!-- SECRET between separators -->

---

.lab[ <!-- SECRET in a class of one line --> SHOWN-o ]

.lab[

<!-- SECRET in a class -->

- SHOWN-p .small[ <!-- SECRET in a class in a class --> ]

<!--
SECRET over lines in a class

]
-->

- SHOWN-q

]

.small[SHOWN-y <!-- SECRET with a ] bracket --> SHOWN-z]

--

SHOWN-r

<!-- SECRET in a step -->

---

SHOWN-s

<!--

SECRET on a slide that is a comment

---

SECRET after a separator in a comment

--

SECRET after a step in a comment

???

SECRET after notes in a comment

-->

SHOWN-t

---

name: SHOWN-u
layout: true

<!-- SECRET in a layout -->

---

SHOWN-v

???

SHOWN-w note <!-- SECRET in a note -->

<!--
SECRET over lines of a note
-->

---

layout: false

SHOWN-x [label][]

[label]: https://example.org/ <!-- SECRET after a definition -->
<!-- [other]: https://example.org/SECRET-definition -->
";

/// Slides that a tag excludes, and their contents.
const EXCLUDED: &str = r"# SHOWN-excluded-a

---
class: private
name: SECRET-name

SECRET on an excluded slide ![](images/SECRET-picture.png)

[SECRET-label]: https://example.org/SECRET

--

SECRET in a step of it

???

SECRET in a note of it

---

class: small, private

# SECRET section

---

SHOWN-excluded-b

--

class: private

SECRET in an excluded step

???

SECRET in a note of an excluded step

---
name: private-base
class: private

SECRET in an excluded template

---
template: private-base

SECRET on a slide that is excluded by its template

---
layout: true
class: private

SECRET in an excluded layout

---

SECRET on a slide that is excluded by its layout

---
layout: false

SHOWN-excluded-c
";

/// Included in part.
const INCLUDED: &str = "SECRET line before\nSHOWN-included\nSECRET line after\n";

const MANIFEST: &str = "\
# SECRET in a comment of the manifest
title: SHOWN-title <!-- SECRET in a title --> # SECRET after a value
description: SHOWN-description <!-- SECRET in a description -->
exclude: [private]
vars:
  shown: SHOWN-variable <!-- SECRET in a value -->
  unused: SECRET in a value that nothing shows
content:
- comments.md # SECRET after a chapter
# - SECRET-chapter.md
- excluded.md
- |
  SHOWN-inline <!-- SECRET in an inline chapter --> @@SHOWN@@

  <!--
  SECRET over lines of an inline chapter
  -->

  @@INCLUDE[slides/part.md:2]
  @@INCLUDE[slides/more.md]
";

const PRIVATE_MANIFEST: &str = "\
title: SHOWN-private-notes
notes: private
content:
- |
  SHOWN-without-notes

  --

  SHOWN-step-without-notes

  ???

  SECRET private note ![](images/SECRET-noted.png)

  ---

  SHOWN-second

  ???

  SECRET private note with a [label]

  [label]: https://example.org/SECRET-in-a-note
";

const WORKSHOPS: &str = "\
# SECRET in the settings
site:
  title: SHOWN-site <!-- SECRET in a title --> # SECRET again
  description: SHOWN-about<!-- SECRET in a description -->
speakers:
  # SECRET: somebody
  odile: {name: Odile, bio: A baker. <!-- SECRET in a life -->}
workshops:
- title: Bread <!-- SECRET in an event's title -->
  city: Lyon <!-- SECRET in a town -->
  place: 1 rue du Four <!-- SECRET in a place -->
  vars: {wifi: oven <!-- SECRET in a variable -->}
  abstract: |
    Bread.
    <!-- SECRET
    in an abstract -->
";

fn site() -> TempDir {
    let folder = TempDir::new().expect("a folder");
    for (path, text) in [
        ("workshops.yml", WORKSHOPS),
        ("slides/talk.yml", MANIFEST),
        ("slides/private.yml", PRIVATE_MANIFEST),
        ("slides/comments.md", COMMENTS),
        ("slides/excluded.md", EXCLUDED),
        ("slides/part.md", INCLUDED),
        ("slides/more.md", "SHOWN-more <!-- SECRET in an included file -->\n"),
        ("slides/SECRET-chapter.md", "SECRET chapter that no deck lists\n"),
        ("slides/images/shown.png", "pixels"),
        ("slides/images/SECRET-commented.png", "SECRET pixels"),
        ("slides/images/SECRET-picture.png", "SECRET pixels"),
        ("slides/images/SECRET-noted.png", "SECRET pixels"),
        ("slides/.SECRET.swp", "SECRET of an editor"),
        ("static/.SECRET", "SECRET of a system"),
        (".env", "SECRET=1"),
    ] {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
        fs::write(file, text).expect("a file");
    }
    folder
}

fn build(folder: &Path) {
    let world = DiskWorld::new(folder).expect("a site");
    let built = site::build(&world, &Config::default());
    let errors: Vec<_> =
        built.diagnostics.iter().filter(|found| found.severity() == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let files = built.output.files.into_iter().map(|(path, content)| {
        let content = match content {
            Content::Bytes(bytes) => write::Content::Bytes(bytes),
            Content::Copy(path) => {
                write::Content::File(SiteFile::new(world.folder(), path.as_str()))
            }
        };
        (path.as_str().to_owned(), content)
    });
    write::write(&folder.join("public"), &files.collect(), &[folder]).expect("an output");
}

/// All names and contents of a folder.
fn bytes(folder: &Path, found: &mut Vec<(String, Vec<u8>)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.display().to_string();
        if path.is_dir() {
            found.push((name, Vec::new()));
            bytes(&path, found);
        } else {
            found.push((name, fs::read(&path).expect("a file")));
        }
    }
}

/// The words of a text that begin with a marker.
fn marked<'t>(text: &'t str, marker: &str) -> Vec<&'t str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '-';
    text.match_indices(marker)
        .map(|(at, _)| text[at..].split(|c| !is_word(c)).next().unwrap_or_default())
        .collect()
}

#[test]
fn no_secret_is_in_any_byte_of_the_output() {
    let folder = site();
    build(folder.path());
    let mut output = Vec::new();
    bytes(&folder.path().join("public"), &mut output);
    let mut leaks = Vec::new();
    for (name, content) in &output {
        let text = String::from_utf8_lossy(content);
        if name.contains("SECRET") {
            leaks.push(name.clone());
        }
        for (at, _) in text.match_indices("SECRET") {
            let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
            leaks.push(format!("{name}: {}", &text[at..end]));
        }
    }
    assert!(leaks.is_empty(), "\n{}", leaks.join("\n"));
}

#[test]
fn everything_else_is_in_the_output() {
    let folder = site();
    build(folder.path());
    let mut output = Vec::new();
    bytes(&folder.path().join("public"), &mut output);
    let all: String = output.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes)).collect();
    let planted = [COMMENTS, EXCLUDED, INCLUDED, MANIFEST, PRIVATE_MANIFEST];
    let planted = planted.iter().flat_map(|text| marked(text, "SHOWN-"));
    // The name of a layout is not the name of a slide.
    let missing: Vec<_> =
        planted.filter(|word| *word != "SHOWN-u" && !all.contains(word)).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(all.contains("SHOWN-site") && all.contains("SHOWN-more"));
    assert!(output.iter().any(|(name, _)| name.ends_with("images/shown.png")));
}
