package zoodip.platform.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordSyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "(mug:1.3); (mug:1.3) weighs words",
        "mug BREAK x; BREAK begins another part",
        "((mug)); ((mug)) stresses words",
        "{}; {} is for captions",
        "mug {} x; {} is for captions",
        "{1} mug; {1} is for captions",
        "{mug; {mug is for captions",
        "mug}; } is for captions",
      })
  void whatIsMoreThanWordsIsNamed(String words, String problem) {
    String said = WordSyntax.problem(words).orElseThrow();
    assertTrue(said.startsWith(problem), said);
  }

  @Test
  void wordsAreOneLineWithoutControlCharacters() {
    for (String words : new String[] {"red\nmug", "red\tmug", "red\u001b[31m mug", "\u0085mug"}) {
      String said = WordSyntax.problem(words).orElseThrow();
      assertTrue(said.startsWith("The control character U+00"), said);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mug", "small blue coffee mug", "Bär's Tasse", "чашка-кот", "R&B (band)"})
  void ordinaryWordsPass(String words) {
    assertEquals(Optional.empty(), WordSyntax.problem(words));
  }
}
