package zoodip.platform.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        "a dog [brown] in the snow",
        "((a dog)), [[snow]]",
        "a screen (16:9), a clock (at 10:30), (John 3:16)",
        "a dog \\(red:1.3\\)",
        "a cat (smiling :3) in the snow",
        "a <my-dog> dog, {0} and {1}",
        "ratio: 1.5 to 2",
        "a coffee break, BREAKING waves, a sign that says \"BREAK\"",
        "a cat AND a dog",
        "",
      })
  void plainTextIsNotTakenForSyntax(String prompt) {
    assertEquals(Optional.empty(), PromptSyntax.problem(prompt));
  }

  @Test
  void aRefusalNamesTheField() {
    ServiceException refusal =
        assertThrows(
            ServiceException.class, () -> PromptSyntax.require("prompt", "a dog <lora:x:1>"));
    assertEquals(ErrorReason.ERROR_REASON_INVALID_REQUEST, refusal.reason());
  }
}
