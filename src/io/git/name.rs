//! Names of revisions, as in `workshops.yml` and `--rev`.
//!
//! Git accepts far more than names: options, ranges, searches through messages and reflogs, paths.
//! Invariant: only a tag, a branch, another reference or a commit is accepted, optionally with
//! steps back from it; it is a single argument of `rev-parse`, which reads references and commits.

/// Length limit of a name, in bytes. References are files, and longer ones cannot exist.
const MOST_BYTES: usize = 250;

/// Limit of digits in a step back: `main~999999`.
const MOST_DIGITS: usize = 6;

/// Whether a text can be passed to git as the name of a revision.
pub(super) fn is_name(text: &str) -> bool {
    let (name, steps) = text.find(['~', '^']).map_or((text, ""), |at| text.split_at(at));
    let is_odd = |c: char| {
        c.is_control() || c.is_whitespace() || matches!(c, ':' | '?' | '*' | '[' | '\\' | '{' | '}')
    };
    text.len() <= MOST_BYTES
        && !name.is_empty()
        && !name.starts_with('-')
        && !name.contains("..")
        && !name.contains(is_odd)
        && are_steps(steps)
}

/// `~`, `^`, `~3`, `^2` and the like, one after the other.
fn are_steps(steps: &str) -> bool {
    let is_step =
        |step: &str| step.len() <= MOST_DIGITS && step.bytes().all(|byte| byte.is_ascii_digit());
    steps.is_empty() || steps.split(['~', '^']).all(is_step)
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names_are_passed_on() {
        for name in [
            "v1",
            "main",
            "a/b",
            "feature/#7",
            "0123456789abcdef0123456789abcdef01234567",
            "HEAD",
            "HEAD~3",
            "main^",
            "main^2~10",
            "bread-2019",
            "pâte",
            "a@b",
            "v1-3-gabcdef",
            "100%",
        ] {
            assert!(is_name(name), "{name}");
        }
    }

    #[test]
    fn what_git_takes_for_something_else_is_not() {
        for text in [
            "",
            "-x",
            "--upload-pack=x",
            "--output=x",
            "--git-dir=..",
            ":/regex",
            ":0:file",
            "HEAD:file",
            "HEAD^{/regex}",
            "HEAD^{tree}",
            "HEAD@{1}",
            "@{u}",
            "main@{yesterday}",
            "a..b",
            "a...b",
            "^main",
            "~",
            "^",
            "a b",
            "a\nb",
            "a\0b",
            "a\u{2028}b",
            "refs/*",
            "a?",
            "[a]",
            "a\\b",
            "HEAD~1234567",
            "HEAD^!",
            "HEAD^@",
            "HEAD^-",
            "HEAD~-1",
        ] {
            assert!(!is_name(text), "{text:?}");
        }
        assert!(!is_name(&"a".repeat(10_000)) && !is_name(&format!("a{}", "^".repeat(10_000))));
    }
}
