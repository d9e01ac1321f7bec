//! Slides as pictures in a presentation for other programs: Office Open XML (ECMA-376).
//!
//! Nothing on a slide can be edited: it is one picture, with the text of the slide as alternative
//! text. Beside it are the title for the outline, notes, and areas over the links.

use std::fmt::Write as _;

use super::archive::archive;
use super::compressed::Compressions;
use super::{ExportError, Exported};
use crate::render::escape::text as escaped;

/// English Metric Units of an inch.
const INCH: f64 = 914_400.0;

/// The height of slides that programs make by themselves.
const HEIGHT: f64 = 7.5 * INCH;

const NAMES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
                     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
                     xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The container of all shapes of a slide.
const TREE: &str =
    "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>";

/// A presentation.
#[derive(Clone, Debug, Default)]
pub struct Presentation {
    /// Its title.
    pub title: String,
    /// What it is about; may be empty.
    pub subject: String,
    /// The code of its language.
    pub language: String,
    /// The names of its authors.
    pub authors: Vec<String>,
    /// The program that made it, which is named if there is no author.
    pub creator: String,
    /// How wide slides are, for a height of 1.
    pub ratio: f64,
    /// The slides.
    pub slides: Vec<PictureSlide>,
}

/// A slide as a picture.
#[derive(Clone, Debug, Default)]
pub struct PictureSlide {
    /// The picture, a PNG.
    pub picture: Vec<u8>,
    /// Its title.
    pub title: String,
    /// What it says.
    pub text: String,
    /// Its notes; may be empty.
    pub notes: String,
    /// Its links.
    pub links: Vec<PictureLink>,
}

/// An area of a picture that is a link.
#[derive(Clone, Debug, PartialEq)]
pub struct PictureLink {
    /// Its left and top edge, width and height, as fractions of the slide's size.
    pub area: [f64; 4],
    /// Where it leads.
    pub target: PictureTarget,
}

/// The target of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureTarget {
    /// To a slide, by its index.
    Slide(usize),
    /// To an address.
    Address(String),
}

/// Writes a presentation.
pub fn presentation(
    presentation: &Presentation,
    compressions: &Compressions,
) -> Result<Exported, ExportError> {
    let mut package = Package { parts: Vec::new(), types: String::new() };
    let count = presentation.slides.len();
    package.fixed(presentation);
    for (index, slide) in presentation.slides.iter().enumerate() {
        package.slide(presentation, index + 1, slide);
    }
    package.root(presentation, count);
    let types = format!(
        "{HEAD}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
         Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default \
         Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" \
         ContentType=\"image/png\"/>{}</Types>",
        package.types
    );
    // Programs look at the types first.
    package.parts.insert(0, ("[Content_Types].xml".to_owned(), types.into_bytes()));
    let parts = package.parts.into_iter();
    let packed: Vec<_> = parts
        .map(|(name, bytes)| {
            let is_compressed = name.starts_with("ppt/media/");
            (name, compressions.packed(bytes, is_compressed))
        })
        .collect();
    Ok(Exported { bytes: archive(&packed)?, notes: Vec::new() })
}

/// The files of a presentation.
struct Package {
    parts: Vec<(String, Vec<u8>)>,
    /// Their type, for the list of types.
    types: String,
}

impl Package {
    /// Adds a part, with its type and its relations: identifier, kind, target.
    fn add(&mut self, name: &str, kind: &str, mut xml: String, relations: &[PartRelation]) {
        // Writing to a `String` cannot fail.
        let _ = write!(
            self.types,
            "<Override PartName=\"/{name}\" ContentType=\"application/vnd.openxmlformats-{kind}+xml\"/>"
        );
        xml.insert_str(0, HEAD);
        self.parts.push((name.to_owned(), xml.into_bytes()));
        if !relations.is_empty() {
            let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
            self.relations(&format!("{folder}/_rels/{file}.rels"), relations);
        }
    }

    fn relations(&mut self, name: &str, relations: &[PartRelation]) {
        let mut xml = format!(
            "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        );
        for (index, PartRelation { kind, target, is_outside }) in relations.iter().enumerate() {
            let mode = if *is_outside { " TargetMode=\"External\"" } else { "" };
            let kind = if kind.contains("://") {
                (*kind).to_owned()
            } else {
                format!("{RELATIONS}/{kind}")
            };
            let target = escaped(target);
            let _ = write!(
                xml,
                "<Relationship Id=\"rId{}\" Type=\"{kind}\" Target=\"{target}\"{mode}/>",
                index + 1
            );
        }
        xml.push_str("</Relationships>");
        self.parts.push((name.to_owned(), xml.into_bytes()));
    }

    /// The parts that each presentation needs: masters, a layout, themes.
    fn fixed(&mut self, presentation: &Presentation) {
        for number in [1, 2] {
            self.add(&format!("ppt/theme/theme{number}.xml"), "officedocument.theme", theme(), &[]);
        }
        let map = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
                   accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" \
                   folHlink=\"folHlink\"/>";
        let background = "<p:bg><p:bgRef idx=\"1001\"><a:schemeClr val=\"bg1\"/></p:bgRef></p:bg>";
        let title = title_shape("", false, presentation.width());
        self.add(
            "ppt/slideMasters/slideMaster1.xml",
            "officedocument.presentationml.slideMaster",
            format!(
                "<p:sldMaster {NAMES}><p:cSld>{background}<p:spTree>{TREE}{title}</p:spTree></p:cSld>{map}<p:sldLayoutIdLst>\
                 <p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/></p:sldLayoutIdLst></p:sldMaster>"
            ),
            &[PartRelation::new("slideLayout", "../slideLayouts/slideLayout1.xml"), PartRelation::new("theme", "../theme/theme1.xml")],
        );
        self.add(
            "ppt/slideLayouts/slideLayout1.xml",
            "officedocument.presentationml.slideLayout",
            format!(
                "<p:sldLayout {NAMES} type=\"titleOnly\" preserve=\"1\"><p:cSld name=\"Picture\"><p:spTree>{TREE}{title}\
                 </p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
            ),
            &[PartRelation::new("slideMaster", "../slideMasters/slideMaster1.xml")],
        );
        self.add(
            "ppt/notesMasters/notesMaster1.xml",
            "officedocument.presentationml.notesMaster",
            format!("<p:notesMaster {NAMES}><p:cSld>{background}<p:spTree>{TREE}</p:spTree></p:cSld>{map}</p:notesMaster>"),
            &[PartRelation::new("theme", "../theme/theme2.xml")],
        );
    }

    fn slide(&mut self, presentation: &Presentation, number: usize, slide: &PictureSlide) {
        let width = presentation.width();
        let mut relations = vec![
            PartRelation::new("slideLayout", "../slideLayouts/slideLayout1.xml"),
            PartRelation::new("image", &format!("../media/image{number}.png")),
        ];
        if !slide.notes.is_empty() {
            relations.push(PartRelation::new(
                "notesSlide",
                &format!("../notesSlides/notesSlide{number}.xml"),
            ));
        }
        let shapes = link_areas(slide, width, &mut relations);
        let title = title_shape(&slide.title, true, width);
        let text = escaped(&slide.text);
        let place = frame([0.0, 0.0, width, HEIGHT]);
        let xml = format!(
            "<p:sld {NAMES}><p:cSld><p:spTree>{TREE}{title}<p:pic><p:nvPicPr><p:cNvPr id=\"3\" name=\"Slide {number}\" \
             descr=\"{text}\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr><p:blipFill>\
             <a:blip r:embed=\"rId2\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{place}<a:prstGeom \
             prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>{shapes}</p:spTree></p:cSld><p:clrMapOvr>\
             <a:masterClrMapping/></p:clrMapOvr></p:sld>"
        );
        self.add(
            &format!("ppt/slides/slide{number}.xml"),
            "officedocument.presentationml.slide",
            xml,
            &relations,
        );
        self.parts.push((format!("ppt/media/image{number}.png"), slide.picture.clone()));
        if !slide.notes.is_empty() {
            self.notes(number, &slide.notes);
        }
    }

    fn notes(&mut self, number: usize, notes: &str) {
        let notes = format!(
            "<p:notes {NAMES}><p:cSld><p:spTree>{TREE}<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Notes\"/><p:cNvSpPr/><p:nvPr>\
                 <p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr><p:spPr/>{}</p:sp></p:spTree></p:cSld><p:clrMapOvr>\
                 <a:masterClrMapping/></p:clrMapOvr></p:notes>",
            paragraphs(notes)
        );
        let own = [
            PartRelation::new("notesMaster", "../notesMasters/notesMaster1.xml"),
            PartRelation::new("slide", &format!("../slides/slide{number}.xml")),
        ];
        let name = format!("ppt/notesSlides/notesSlide{number}.xml");
        self.add(&name, "officedocument.presentationml.notesSlide", notes, &own);
    }

    /// The presentation itself, and its properties.
    fn root(&mut self, presentation: &Presentation, count: usize) {
        let mut relations = vec![
            PartRelation::new("slideMaster", "slideMasters/slideMaster1.xml"),
            PartRelation::new("notesMaster", "notesMasters/notesMaster1.xml"),
        ];
        let mut list = String::new();
        for number in 1..=count {
            relations.push(PartRelation::new("slide", &format!("slides/slide{number}.xml")));
            let _ =
                write!(list, "<p:sldId id=\"{}\" r:id=\"rId{}\"/>", 255 + number, relations.len());
        }
        let xml = format!(
            "<p:presentation {NAMES}><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>\
             <p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst><p:sldIdLst>{list}</p:sldIdLst>\
             <p:sldSz cx=\"{:.0}\" cy=\"{HEIGHT:.0}\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>",
            presentation.width()
        );
        self.add(
            "ppt/presentation.xml",
            "officedocument.presentationml.presentation.main",
            xml,
            &relations,
        );
        let Presentation { title, subject, language, authors, creator, .. } = presentation;
        let authors = if authors.is_empty() { creator } else { &authors.join("; ") };
        let said = [
            ("dc:title", title),
            ("dc:subject", subject),
            ("dc:creator", authors),
            ("dc:language", language),
        ]
        .map(|(name, text)| format!("<{name}>{}</{name}>", escaped(text)));
        let core = format!(
            "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\">{}</cp:coreProperties>",
            said.concat()
        );
        self.add("docProps/core.xml", "package.core-properties", core, &[]);
        let core =
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
        let roots = [
            PartRelation::new("officeDocument", "ppt/presentation.xml"),
            PartRelation::new(core, "docProps/core.xml"),
        ];
        self.relations("_rels/.rels", &roots);
    }
}

impl Presentation {
    fn width(&self) -> f64 {
        HEIGHT * self.ratio
    }
}

/// The parts that a part refers to.
struct PartRelation {
    kind: &'static str,
    target: String,
    is_outside: bool,
}

impl PartRelation {
    fn new(kind: &'static str, target: &str) -> Self {
        Self { kind, target: target.to_owned(), is_outside: false }
    }
}

/// Areas over the links of a slide; the relations contain their targets.
fn link_areas(slide: &PictureSlide, width: f64, relations: &mut Vec<PartRelation>) -> String {
    let mut shapes = String::new();
    for (index, link) in slide.links.iter().enumerate() {
        let action = match &link.target {
            PictureTarget::Slide(at) => {
                relations.push(PartRelation::new("slide", &format!("slide{}.xml", at + 1)));
                " action=\"ppaction://hlinksldjump\""
            }
            PictureTarget::Address(address) => {
                relations.push(PartRelation {
                    is_outside: true,
                    ..PartRelation::new("hyperlink", address)
                });
                ""
            }
        };
        let [x, y, w, h] = link.area;
        let place = frame([x * width, y * HEIGHT, w * width, h * HEIGHT]);
        let _ = write!(
            shapes,
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{}\" name=\"Link {}\"><a:hlinkClick r:id=\"rId{}\"{action}/></p:cNvPr>\
             <p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{place}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>\
             <a:solidFill><a:srgbClr val=\"FFFFFF\"><a:alpha val=\"0\"/></a:srgbClr></a:solidFill></p:spPr></p:sp>",
            index + 4,
            index + 1,
            relations.len()
        );
    }
    shapes
}

/// The position of a shape.
fn frame([x, y, width, height]: [f64; 4]) -> String {
    format!(
        "<a:xfrm><a:off x=\"{x:.0}\" y=\"{y:.0}\"/><a:ext cx=\"{width:.0}\" cy=\"{height:.0}\"/></a:xfrm>"
    )
}

/// A title, for outlines and for programs that read aloud. On slides, it is above the visible area,
/// because the picture already shows it.
fn title_shape(title: &str, is_aside: bool, width: f64) -> String {
    let height = 0.6 * INCH;
    let place = frame([0.0, if is_aside { -1.2 * height } else { 0.0 }, width, height]);
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Title\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph \
         type=\"title\"/></p:nvPr></p:nvSpPr><p:spPr>{place}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr>{}</p:sp>",
        paragraphs(title)
    )
}

/// Lines of text.
fn paragraphs(text: &str) -> String {
    let mut xml = "<p:txBody><a:bodyPr/><a:lstStyle/>".to_owned();
    for line in text.split('\n') {
        let _ = write!(xml, "<a:p><a:r><a:t>{}</a:t></a:r></a:p>", escaped(line));
    }
    xml + "</p:txBody>"
}

/// Colours and fonts: black on white, since nothing shows them.
fn theme() -> String {
    let colours = [
        "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
        "folHlink",
    ]
    .map(|name| {
        let value = if name == "lt2" { "EEEEEE" } else { "24528F" };
        format!("<a:{name}><a:srgbClr val=\"{value}\"/></a:{name}>")
    })
    .concat();
    let font = "<a:latin typeface=\"Arial\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/>";
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>".repeat(3);
    let lines =
        "<a:ln w=\"6350\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>".repeat(3);
    let effects = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        "<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Deckyard\"><a:themeElements>\
         <a:clrScheme name=\"Deckyard\"><a:dk1><a:srgbClr val=\"000000\"/></a:dk1><a:lt1><a:srgbClr val=\"FFFFFF\"/></a:lt1>\
         {colours}</a:clrScheme><a:fontScheme name=\"Deckyard\"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}\
         </a:minorFont></a:fontScheme><a:fmtScheme name=\"Deckyard\"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>\
         {lines}</a:lnStyleLst><a:effectStyleLst>{effects}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst>\
         </a:fmtScheme></a:themeElements></a:theme>"
    )
}
