package zoodip.platform.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;

class PromptSyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a dog <lora:detail_v2:0.8>, snow; <lora:detail_v2:0.8> loads a network",
        "<LyCO:x:1> a dog; <LyCO:x:1> loads a network",
        "a dog <hypernet:anime:.5>; <hypernet:anime:.5> loads a network",
        "a (red dog:1.3) in snow; (red dog:1.3) weighs words",
        "a (<my-dog>:1.2) dog; (<my-dog>:1.2) weighs words",
        "a (dog: 2 ) in snow; (dog: 2 ) weighs words",
        "((masterpiece:1.4)), a dog; (masterpiece:1.4) weighs words",
        "a (v2:.7) dog; (v2:.7) weighs words",
        "a [cat:dog:0.5] in snow; [cat:dog:0.5] changes the prompt",
        "a [cow|horse] in a field; [cow|horse] changes the prompt",
        "a dog BREAK in the snow; BREAK begins another part",
        "a dog, BREAK, in the snow; BREAK begins another part",
        "a ((mug)) on a table; ((mug)) stresses words",
        "( (mug) ) (; ( (mug) ) stresses words",
        "(((mug, best))); (((mug, best))) stresses words",
        "((a mug) on a table); ((a mug) stresses words",
        "a {{mug}} on a table; {{mug}} stresses words",
        "a [brown] dog; [brown] weakens words",
        "[[snow]]; [[snow]] weakens words",
        "a [<my-dog>] dog; [<my-dog>] weakens words",
        "a [{0}] {1}; [{0}] weakens words",
        "a [{}] dog; [{}] weakens words",
        "a cat AND a dog; AND in capitals joins",
        "a MUG AND a dog; AND in capitals joins",
        "a mug, AND, a dog; AND in capitals joins",
        "a photo of a {} AND Snow; AND in capitals joins",
        "embedding:mug on a table; embedding:mug names an embedding",
        "a photo, Embedding:v1/mug.pt; Embedding:v1/mug.pt names an embedding",
        "a mug++ on a table; mug++ weighs words",
        "a mug--, red; mug-- weighs words",
        "a red mug+++; mug+++ weighs words",
        "a (red mug)++ on a table; (red mug)++ weighs words",
        "a <my-dog>++ dog; <my-dog>++ weighs words",
        "a {0}-- {1}; {0}-- weighs words",
        "(a, b).blend(0.7, 0.3); .blend(0.7, 0.3) mixes prompts",
        "(\"a\", \"b\").and(1, 2); .and(1, 2) mixes prompts",
        "a cat.swap(dog) in snow; .swap(dog) mixes prompts",
        "a {red|blue} mug; {red|blue} chooses one",
        "a {2$$red|blue} mug; {2$$red|blue} chooses one",
        "a __color__ mug; __color__ stands for words",
        "a __animals/big_cat__, snow; __animals/big_cat__ stands for words",
        "a < mug > on a table; < mug > names no concept: a concept is written <ID>",
        "a <my mug> on a table; <my mug> names no concept",
        "a <mug | cup>; <mug | cup> names no concept",
        "a <mug on a table; <mug names no concept",
        "a <mug and a <cup> on a table; <mug names no concept",
        "a <> on a table; <> names no concept",
        "a < {0} > on a table; < {0} > names no concept",
      })
  void syntaxOfOtherProgramsIsNamed(String prompt, String problem) {
    String said = PromptSyntax.problem(prompt).orElseThrow();
    assertTrue(said.startsWith(problem), said);
    assertTrue(said.contains(": "), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a dog (brown) in the snow",
        "a dog (brown (dark)) in the snow, (side view), (a) and (b)",
        "a screen (16:9), a clock (at 10:30), (John 3:16), 3:4",
        "a dog \\(red:1.3\\), \\(\\(red\\)\\), \\[red\\]",
        "a cat (smiling :3) in the snow, :(( or :))), >_< and [...]",
        "a <my-dog> dog, {0} and {1}",
        "ratio: 1.5 to 2",
        "a coffee break, BREAKING waves, a sign that says \"BREAK\"",
        "rock and roll, R&B, AC/DC, salt & pepper",
        "a sign that says SALT AND PEPPER, USB AND HDMI, \"YOU AND I\"",
        "AND so it ends, a BAND. ANDROID, this AND",
        "50% off, #1, $5, 20°C, 1-2 mugs, 5+ stars, 18+, size <10 cm, < 5 cm, I <3 dogs",
        "a < b, 3 > 2, a -> b, <- here, x << 2",
        "C++ code on a screen, Notepad++, g++, vitamin B++",
        "a well-known mug - red -- and blue, a mug--red and shiny, 1990--2000",
        "don't, it's the dogs' mug, 'quoted', rock 'n' roll",
        "an embedding: a drawing of embeddings, embedding of gold",
        "zoodip.org, a.b(c), Dr. Who and (a) b.and so on",
        "snake_case, __, ____, a_b__c, __init",
        "Katze & Maus, E-Mail-Adresse, 3,50 € (günstig), „Grüße“ – schön",
        "кот-матрос и пёс, 50% скидка (зима), «чашка» — ёлка)))",
        "a family 👨‍👩‍👧, 猫（かわいい）, tab\tand\r\nline",
        "",
      })
  void plainTextIsNotTakenForSyntax(String prompt) {
    assertEquals(Optional.empty(), PromptSyntax.problem(prompt));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x07, 0x0b, 0x0c, 0x1b, 0x1f, 0x7f, 0x80, 0x85, 0x9b, 0x9f})
  void controlCharactersAreNamed(int character) {
    String said = PromptSyntax.problem("a dog" + (char) character + "[31m").orElseThrow();
    assertEquals(
        "The control character U+%04X is no text: leave it out".formatted(character), said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(", "[", "{", "<a", "< ", "\"", "__a", "a'", "++", " AND", "(a:1", ":  ", "[a:", "<a ",
        "-", "((a))", "{{a}}"
      })
  void longTextsAreLookedThroughAtOnce(String piece) {
    String text = piece.repeat(4096 / piece.length());
    String closed = "((a" + ")".repeat(4096);
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> PromptSyntax.problem(text));
    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> PromptSyntax.problem(closed));
  }

  @Test
  void aRefusalNamesTheField() {
    ServiceException refusal =
        assertThrows(
            ServiceException.class, () -> PromptSyntax.require("prompt", "a dog <lora:x:1>"));
    assertEquals(ErrorReason.ERROR_REASON_INVALID_REQUEST, refusal.reason());
  }
}
