package zoodip.provenance.xmp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.images.png.Png;
import zoodip.images.png.PngChunkFile;

class XmpPacketTest {
  private static final String GENERATED =
      "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia";

  @Test
  void saysWhatTheImageWasMadeBy() {
    String packet = XmpPacket.of(DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA);
    assertEquals(Optional.of(GENERATED), XmpPacket.digitalSourceType(packet));
  }

  /** Programs look for the packet in such a chunk alone, not compressed. */
  @Test
  void standsInAnITxtChunk() {
    String packet = XmpPacket.of(DigitalSourceType.TRAINED_ALGORITHMIC_MEDIA);
    byte[] png = Png.encode(RgbImage.filled(2, 2, 0), Map.of(XmpPacket.PNG_KEYWORD, packet));
    String chunk = new String(PngChunkFile.find(png, "iTXt").get(0).bytes(), UTF_8);
    assertEquals("XML:com.adobe.xmp\0\0\0\0\0" + packet, chunk);
    assertEquals(packet, Png.text(png).get(XmpPacket.PNG_KEYWORD));
  }

  @Test
  void readsThePropertyAsAnElementToo() {
    String packet =
        """
        <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <rdf:Description xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
        <e:DigitalSourceType>%s</e:DigitalSourceType></rdf:Description></rdf:RDF></x:xmpmeta>"""
            .formatted(GENERATED);
    assertEquals(Optional.of(GENERATED), XmpPacket.digitalSourceType(packet));
  }

  @Test
  void whatIsNoXmlOrReadsFilesSaysNothing() {
    assertEquals(Optional.empty(), XmpPacket.digitalSourceType("no XML"));
    assertEquals(Optional.empty(), XmpPacket.digitalSourceType("<a/>"));
    String outside =
        """
        <!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>
        <a xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"><i:DigitalSourceType>&e;</i:DigitalSourceType></a>""";
    assertTrue(XmpPacket.digitalSourceType(outside).orElse("").isBlank());
  }
}
