package zoodip.platform.prompts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PromptTemplateTest {
  private static final PromptTemplate TEMPLATE =
      new PromptTemplate(" a  photo of a {0} {1},\tthe {1} ");

  @Test
  void fillsInPlaceholderAndClassWord() {
    assertEquals("a photo of a <my-dog> dog, the dog", TEMPLATE.fill("<my-dog>", "dog"));
  }

  @Test
  void aPromptIsFilledWithPlaceholderAndClassWordOrTheClassWordAlone() {
    PromptTemplate atNight = new PromptTemplate("a {0} {1} at night");
    assertEquals("a <my-mug> mug at night", atNight.fill("<my-mug>", "mug"));
    assertEquals("a mug at night", atNight.fill("", "mug"));
  }

  @Test
  void leavesNoBlankWhereNoPlaceholderIs() {
    assertEquals("a photo of a dog, the dog", TEMPLATE.fill("", "dog"));
  }

  @Test
  void findsBracesThatStandForNothing() {
    assertFalse(TEMPLATE.hasOtherBraces());
    assertTrue(new PromptTemplate("a {0} {2}").hasOtherBraces());
    assertTrue(new PromptTemplate("a {0} {1").hasOtherBraces());
  }
}
