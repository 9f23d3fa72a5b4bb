package zoodip.provenance.xmp;

import java.io.StringReader;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XMP packets (ISO 16684-1) that say what an image was made by, in the property that IPTC's photo
 * metadata standard has for it.
 */
public final class XmpPacket {
  /** The keyword of a PNG file's text that is a packet. */
  public static final String PNG_KEYWORD = "XML:com.adobe.xmp";

  private static final String NAMESPACE = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
  private static final String PROPERTY = "DigitalSourceType";

  private static final String PACKET =
      """
      <?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
      <x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
          <rdf:Description rdf:about=""
              xmlns:Iptc4xmpExt="%s"
              xmlns:xmp="http://ns.adobe.com/xap/1.0/"
              Iptc4xmpExt:DigitalSourceType="%s"
              xmp:CreatorTool="Zoodip"/>
        </rdf:RDF>
      </x:xmpmeta>
      <?xpacket end="w"?>""";

  private XmpPacket() {}

  /** A packet that says the type. */
  public static String of(DigitalSourceType type) {
    return PACKET.formatted(NAMESPACE, type.uri());
  }

  /** The digital source type that a packet says; empty if it says none or is no XML. */
  public static Optional<String> digitalSourceType(String packet) {
    try {
      return find(factory().createXMLStreamReader(new StringReader(packet)));
    } catch (XMLStreamException e) {
      // others wrote it: what cannot be read says nothing
      return Optional.empty();
    }
  }

  private static Optional<String> find(XMLStreamReader xml) throws XMLStreamException {
    while (xml.hasNext()) {
      if (xml.next() != XMLStreamReader.START_ELEMENT) {
        continue;
      }
      String attribute = xml.getAttributeValue(NAMESPACE, PROPERTY);
      if (attribute != null) {
        return Optional.of(attribute);
      }
      if (NAMESPACE.equals(xml.getNamespaceURI()) && PROPERTY.equals(xml.getLocalName())) {
        return Optional.of(xml.getElementText().strip());
      }
    }
    return Optional.empty();
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory;
  }
}
