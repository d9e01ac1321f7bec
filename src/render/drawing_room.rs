//! The room that a slide has for a drawing: on stages of other shapes and in columns it is narrower.

use super::layouts;

/// The room for a drawing, in tenths of the type of a slide's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DrawingRoom {
    /// Beside its text, from edge to edge.
    pub(super) width: u32,
    /// In a column of the slide's layout.
    column: u32,
}

/// How high the stage is: `--stage-height` by `--text-size` of `deck.css`.
const STAGE: u32 = 257;
/// What `--edge` takes on both sides.
const EDGES: u32 = 48;
/// Between columns, as `layouts.css` has it.
const GAP: u32 = 17;
/// What a picture beside the text takes besides its half of the slide.
const BESIDE_PICTURE: u32 = 37;
/// Drawings are no wider than this, whatever the columns.
const NARROWEST: u32 = 60;

impl Default for DrawingRoom {
    fn default() -> Self {
        Self::on_stage((16, 9))
    }
}

impl DrawingRoom {
    /// The room on a stage with these proportions.
    pub fn on_stage((width, height): (u32, u32)) -> Self {
        let width = (STAGE * width / height.max(1)).saturating_sub(EDGES).max(NARROWEST);
        Self { width, column: share(width, 2) }
    }

    /// The room on a slide with these classes.
    #[must_use]
    pub fn on_slide(self, classes: &[String]) -> Self {
        let mut room = self;
        for class in classes {
            if matches!(&**class, "image-left" | "image-right") {
                room.width = self.width.midpoint(EDGES).saturating_sub(BESIDE_PICTURE);
                room.column = share(room.width, 2);
            } else if let Some(count) = n_columns(class) {
                room.column = share(room.width, count);
            }
        }
        room
    }

    /// The room within elements with these classes, from the inner one outwards.
    pub(super) fn within(self, classes: &[&str]) -> u32 {
        let mut is_column = false;
        for class in classes {
            match *class {
                "column-half" => return share(self.width, 2),
                "col" => is_column = true,
                _ => {
                    if let Some(count) = n_columns(class).filter(|_| is_column) {
                        return share(self.width, count);
                    }
                }
            }
        }
        if is_column { self.column } else { self.width }
    }
}

/// The width of one of several columns.
fn share(width: u32, count: u32) -> u32 {
    (width.saturating_sub(GAP * (count - 1)) / count).max(NARROWEST)
}

/// How many columns a layout has beside each other.
fn n_columns(class: &str) -> Option<u32> {
    match class {
        "two-cols" | "compare" => Some(2),
        "three-cols" => Some(3),
        _ => layouts::columns(class).and_then(|widths| u32::try_from(widths.len()).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::DrawingRoom;

    #[test]
    fn columns_and_other_stages_leave_less() {
        let usual = DrawingRoom::default();
        assert_eq!(usual.within(&[]), 408);
        assert_eq!(usual.within(&["column-half"]), 195);
        assert_eq!(usual.within(&["big", "col"]), 195);
        assert_eq!(usual.within(&["col", "three-cols"]), 124);
        assert_eq!(usual.within(&["two-cols"]), 408, "beside the columns");
        assert_eq!(usual.on_slide(&["three-cols".to_owned()]).within(&["col"]), 124);
        assert_eq!(usual.on_slide(&["image-left".to_owned()]).within(&[]), 191);
        assert_eq!(DrawingRoom::on_stage((4, 3)).within(&[]), 294);
        assert_eq!(DrawingRoom::on_stage((1, 100)).within(&["col"]), 60);
    }
}
