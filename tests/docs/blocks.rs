//! Fenced blocks of a page, with what their info strings say. Nothing is run here.

/// A fenced block.
pub(crate) struct Block {
    /// The line of its fence, from 1.
    pub(crate) line: usize,
    /// The first word of the info string.
    pub(crate) language: String,
    /// The path of the file that it shows.
    pub(crate) path: Option<String>,
    /// Why it is not checked.
    pub(crate) skip: Option<String>,
    /// The codes that `check` finds in it.
    pub(crate) warns: Vec<String>,
    /// The exit status of its commands.
    pub(crate) status: i32,
    /// Whether it is added to the end of its file.
    pub(crate) is_appended: bool,
    /// The lines without the indentation of the fence.
    pub(crate) body: String,
}

impl Block {
    fn new(line: usize, info: &str) -> Self {
        let mut block = Self {
            line,
            language: String::new(),
            path: None,
            skip: None,
            warns: Vec::new(),
            status: 0,
            is_appended: false,
            body: String::new(),
        };
        let mut words = info.split_whitespace();
        words.next().unwrap_or_default().clone_into(&mut block.language);
        for word in words {
            match word.split_once('=') {
                Some(("skip", reason)) => block.skip = Some(reason.to_owned()),
                Some(("warns", codes)) => {
                    block.warns = codes.split(',').map(str::to_owned).collect();
                }
                Some(("status", status)) => block.status = status.parse().expect("an exit status"),
                _ if word == "append" => block.is_appended = true,
                _ => block.path = Some(word.to_owned()),
            }
        }
        block
    }
}

/// The signs that a line begins a fence with, and how far it is indented.
fn fence(line: &str) -> Option<(usize, &str, &str)> {
    let text = line.trim_start();
    let sign = text.chars().next().filter(|sign| "`~".contains(*sign))?;
    let info = text.trim_start_matches(sign);
    let fence = &text[..text.len() - info.len()];
    (fence.len() >= 3 && !info.contains('`')).then_some((
        line.len() - text.len(),
        fence,
        info.trim(),
    ))
}

/// Each line of a page, with whether it is in a block; the fences themselves are blocks' beginnings and ends.
fn walk(text: &str, mut see: impl FnMut(usize, &str, Option<&mut Block>)) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String, Block)> = None;
    for (index, line) in text.lines().enumerate() {
        let Some((indent, marks, mut block)) = open.take() else {
            match fence(line) {
                Some((indent, marks, info)) => {
                    open = Some((indent, marks.to_owned(), Block::new(index + 1, info)));
                }
                None => see(index + 1, line, None),
            }
            continue;
        };
        let is_end =
            fence(line).is_some_and(|(_, end, info)| info.is_empty() && end.starts_with(&marks));
        if is_end {
            blocks.push(block);
            continue;
        }
        let n_blanks = line.bytes().take_while(|byte| *byte == b' ').count().min(indent);
        see(index + 1, &line[n_blanks..], Some(&mut block));
        open = Some((indent, marks, block));
    }
    assert!(open.is_none(), "a block has no end");
    blocks
}

/// The blocks of a page.
pub(crate) fn read(text: &str) -> Vec<Block> {
    walk(text, |_, line, block| {
        if let Some(block) = block {
            block.body.extend([line, "\n"]);
        }
    })
}

/// The lines of a page that are in no block, with their numbers.
pub(crate) fn prose(text: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    walk(text, |index, line, block| {
        if block.is_none() {
            lines.push((index, line.to_owned()));
        }
    });
    lines
}

#[test]
fn blocks_are_read_with_their_info_strings() {
    let page = "a\n\n1. x\n\n   ````yaml slides/b.yml warns=no-title\n   title: |\n     ```\n   ````\n\n```sh status=1 append\nb\n```\nc\n";
    let blocks = read(page);
    assert_eq!(blocks.len(), 2);
    assert_eq!((blocks[0].line, blocks[0].body.as_str()), (5, "title: |\n  ```\n"));
    assert_eq!(blocks[0].path.as_deref(), Some("slides/b.yml"));
    assert_eq!(blocks[0].warns, ["no-title"]);
    assert_eq!((blocks[1].status, blocks[1].is_appended), (1, true));
    assert_eq!(prose(page).last(), Some(&(13, "c".to_owned())));
}
