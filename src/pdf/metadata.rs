//! The metadata of a file for programs that do not read PDFs: a packet of XMP (ISO 16684-1). It is
//! not compressed, so that they find it.

use super::booklet::Booklet;
use super::object::{Dict, Object};

/// Around the packet. The identifier is the same in all files.
const BEGIN: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
                     <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
                     <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
                     <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
                     xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\">\n";
const END: &str = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

/// The metadata of a file: title, authors, subject, language, program.
pub(super) fn metadata(booklet: &Booklet<'_>) -> Object {
    let mut packet = BEGIN.to_owned();
    packet.push_str("<dc:format>application/pdf</dc:format>\n");
    list(&mut packet, ("dc:title", "rdf:Alt"), &[booklet.title]);
    let authors: Vec<&str> = booklet.authors.iter().map(String::as_str).collect();
    list(&mut packet, ("dc:creator", "rdf:Seq"), &authors);
    list(&mut packet, ("dc:description", "rdf:Alt"), &[booklet.subject]);
    list(&mut packet, ("dc:language", "rdf:Bag"), &[booklet.language]);
    packet.push_str("<xmp:CreatorTool>");
    push_escaped(&mut packet, booklet.creator);
    packet.push_str("</xmp:CreatorTool>\n");
    packet.push_str(END);
    let mut dict = Dict::default();
    dict.set("Type", Object::name("Metadata"));
    dict.set("Subtype", Object::name("XML"));
    Object::Stream(dict, packet.into_bytes().into())
}

/// A property with a list of values. Without any it is left out.
fn list(out: &mut String, (property, kind): (&str, &str), values: &[&str]) {
    let mut values = values.iter().filter(|value| !value.is_empty()).peekable();
    if values.peek().is_none() {
        return;
    }
    out.extend(["<", property, "><", kind, ">"]);
    for value in values {
        // The default value applies to all languages.
        let language = if kind == "rdf:Alt" { " xml:lang=\"x-default\"" } else { "" };
        out.extend(["<rdf:li", language, ">"]);
        push_escaped(out, value);
        out.push_str("</rdf:li>");
    }
    out.extend(["</", kind, "></", property, ">\n"]);
}

/// Writes a text in XML, without the characters that XML cannot have.
fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::metadata;
    use crate::pdf::booklet::Booklet;
    use crate::pdf::object::Object;

    #[test]
    fn authors_and_titles_are_xml_that_another_program_reads() {
        let authors = ["Ann <a> & co".to_owned(), "Zoë\u{1}".to_owned()];
        let booklet = Booklet {
            title: "Bread & butter",
            authors: &authors,
            subject: "",
            language: "de",
            creator: "Deckyard",
            here: "",
            printed_at: "",
            published_at: None,
        };
        let Object::Stream(_, bytes) = metadata(&booklet) else { panic!("a stream") };
        let text = std::str::from_utf8(&bytes).expect("UTF-8");
        let xml =
            text.split_once("?>").and_then(|(_, rest)| rest.rsplit_once("<?")).expect("a packet").0;
        let tree = roxmltree::Document::parse(xml.trim()).expect("XML");
        let values = |name: &str| -> Vec<String> {
            let all = tree.descendants().filter(|node| node.tag_name().name() == name);
            let texts = all.flat_map(|node| node.descendants()).filter(roxmltree::Node::is_text);
            texts.filter_map(|node| node.text()).map(str::to_owned).collect()
        };
        assert_eq!(values("creator"), ["Ann <a> & co", "Zoë"]);
        assert_eq!(values("title"), ["Bread & butter"]);
        assert_eq!(values("language"), ["de"]);
        assert!(values("description").is_empty());
    }
}
