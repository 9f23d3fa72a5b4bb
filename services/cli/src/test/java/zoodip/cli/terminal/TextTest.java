package zoodip.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.Timestamp;
import org.junit.jupiter.api.Test;
import zoodip.v1.GradientEstimator;
import zoodip.v1.JobState;
import zoodip.v1.LearnableProperty;
import zoodip.v1.ModelKind;
import zoodip.v1.Precision;

class TextTest {
  @Test
  void aTablesColumnsAreAsWideAsTheyHaveToBe() {
    Table table = new Table("ID", "CLASS").row("my-mug", "mug").row("d", "dog");
    assertEquals("ID      CLASS%nmy-mug  mug%nd       dog".formatted(), table.toString());
  }

  @Test
  void whatIsEmptyIsNotTold() {
    assertEquals(
        "name     mug%nseconds  3".formatted(),
        new Details().add("name", "mug").add("error", "").add("seconds", 3).toString());
  }

  @Test
  void valuesOfTheApiHaveShortNames() {
    assertEquals("int8", ValueText.of(Precision.PRECISION_INT8));
    assertEquals("running", ValueText.of(JobState.JOB_STATE_RUNNING));
    assertEquals("object", ValueText.of(LearnableProperty.LEARNABLE_PROPERTY_OBJECT));
    assertEquals("one_point", ValueText.of(GradientEstimator.GRADIENT_ESTIMATOR_ONE_POINT));
    assertEquals("text_to_image", ValueText.of(ModelKind.MODEL_KIND_TEXT_TO_IMAGE));
    assertEquals("", ValueText.of(Precision.PRECISION_UNSPECIFIED));
  }

  @Test
  void aTimeThatIsNotSetIsNotTold() {
    assertEquals("", ValueText.of(Timestamp.getDefaultInstance()));
  }
}
