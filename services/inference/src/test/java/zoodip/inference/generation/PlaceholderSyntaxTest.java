package zoodip.inference.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.diffusion.prompt.Prompt;
import zoodip.platform.prompts.Placeholders;

/** The engine and the services cannot know each other, and read placeholders alike. */
class PlaceholderSyntaxTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a dog",
        "<my-dog>",
        "a <my-dog> dog beside a <red.mug>",
        "<a><b> <a>",
        "<<a>>",
        "<a <b>",
        "< a>",
        "<my dog>",
        "<my\tdog> <my\u00a0dog> <my\u2003dog>",
        "<a|b> <startoftext|> <|endoftext|>",
        "<>",
        "a < b > c",
        "<A> <\u00e4> <\ud83d\udc36>",
        "<a\nb> <c>"
      })
  void theEngineFindsThePlaceholdersThatTheServicesFind(String text) {
    List<String> found =
        Prompt.of(text).parts().stream()
            .filter(Prompt.Placeholder.class::isInstance)
            .map(part -> ((Prompt.Placeholder) part).name())
            .toList();
    assertEquals(Placeholders.of(text).toList(), found);
    assertEquals(List.of(text).equals(found), Prompt.isPlaceholder(text));
  }
}
