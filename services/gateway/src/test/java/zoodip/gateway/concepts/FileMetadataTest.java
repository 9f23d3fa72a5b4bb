package zoodip.gateway.concepts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileMetadataTest {
  @Test
  void aFileTellsItsClassWord() {
    assertEquals("coffee mug", classWord(" coffee mug "));
    assertEquals("", new FileMetadata(Map.of()).classWord());
  }

  /** The file may be a stranger's, and the word goes into prompts and onto terminals. */
  @ParameterizedTest
  @ValueSource(strings = {"<other-concept>", "dog {}", "((dog))", "\u001b[31mdog", "a\nb", "{0}"})
  void whatCannotBePutIntoAPromptIsNoClassWord(String told) {
    assertEquals("", classWord(told));
    assertEquals("", classWord("dog ".repeat(20) + "x"));
  }

  private static String classWord(String told) {
    return new FileMetadata(Map.of("zoodip.class_word", told)).classWord();
  }
}
