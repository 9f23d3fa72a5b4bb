package zoodip.inference.concepts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.junit.jupiter.api.Test;
import zoodip.inference.v1.DrawRow;

class PlaceholdersTest {
  private static Set<String> in(String prompt, String negative) {
    return Placeholders.in(
        DrawRow.newBuilder().setPrompt(prompt).setNegativePrompt(negative).build());
  }

  @Test
  void findsEveryNameOfBothPromptsOnce() {
    assertEquals(
        Set.of("<a>", "<my-dog>", "<Wrong.Name>"),
        in("<a> and <my-dog> and <a>, with <Wrong.Name>", "no <my-dog>"));
  }

  @Test
  void leavesAnglesThatNameNothing() {
    assertEquals(Set.of(), in("a < b and c > d, <> and <two words>, i <3 u", ""));
  }
}
