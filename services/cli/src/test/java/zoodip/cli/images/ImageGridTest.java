package zoodip.cli.images;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import zoodip.images.RgbImage;
import zoodip.images.figures.ContactSheet;
import zoodip.images.png.Png;
import zoodip.v1.Image;

class ImageGridTest {
  private static List<String> labels(boolean told) {
    ByteString png = ByteString.copyFrom(Png.encode(RgbImage.filled(16, 16, 0x808080), Map.of()));
    List<Image> images = List.of(Image.newBuilder().setPng(png).setSeed(3).build());
    List<PromptImages> prompts =
        List.of(new PromptImages("a mug", images), new PromptImages("a dog", images));
    return ImageGrid.rows(prompts, told).stream().map(ContactSheet.Row::label).toList();
  }

  @Test
  void rowsAreLabelledByPromptsWhereTheseMayBeTold() {
    assertEquals(List.of("a mug", "a dog"), labels(true));
    assertEquals(List.of("1", "2"), labels(false));
  }
}
