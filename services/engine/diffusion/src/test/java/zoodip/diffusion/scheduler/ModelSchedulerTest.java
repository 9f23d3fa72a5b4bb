package zoodip.diffusion.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSchedulerTest {
  private static ObjectNode fields(String className) {
    return new JsonMapper()
        .createObjectNode()
        .put("_class_name", className)
        .put("beta_start", 0.00085)
        .put("beta_end", 0.012)
        .put("beta_schedule", "scaled_linear");
  }

  private static ModelScheduler own(ObjectNode fields) {
    return ModelScheduler.of(SchedulerConfig.of(fields));
  }

  @ParameterizedTest
  @CsvSource({
    "DEISMultistepScheduler, dpmpp_2m",
    "UniPCMultistepScheduler, dpmpp_2m",
    "DPMSolverSinglestepScheduler, dpmpp_2m",
    "DPMSolverSDEScheduler, dpmpp_2m",
    "LMSDiscreteScheduler, euler",
    "HeunDiscreteScheduler, euler",
    "KDPM2DiscreteScheduler, euler",
    "KDPM2AncestralDiscreteScheduler, euler_ancestral",
    "LCMScheduler, ddim"
  })
  void whatOnlyGenerationNeedsHasAStandIn(String className, String standIn) {
    ObjectNode fields = fields(className).put("prediction_type", "v_prediction");
    ModelScheduler own = own(fields.put("solver_order", 3).put("timestep_spacing", "trailing"));
    assertEquals(Optional.of(className), own.standsInFor());
    assertEquals(standIn, Schedulers.of(own.config()).name());
    assertEquals(5, Schedulers.of(own.config()).plan(5).calls());
    assertEquals(PredictionType.V_PREDICTION, own.config().prediction());
    assertEquals(
        NoiseSchedule.of(SchedulerConfig.of(fields)).alphaCumprod(500),
        NoiseSchedule.of(own.config()).alphaCumprod(500));
  }

  @ParameterizedTest
  @CsvSource({
    "HeunDiscreteScheduler, 0.00085, 0.012, linear",
    "KDPM2DiscreteScheduler, 0.00085, 0.012, linear",
    "KDPM2AncestralDiscreteScheduler, 0.00085, 0.012, linear",
    "DPMSolverSDEScheduler, 0.00085, 0.012, linear",
    "LCMScheduler, 0.00085, 0.012, scaled_linear",
    "TCDScheduler, 0.00085, 0.012, scaled_linear",
    "DEISMultistepScheduler, 0.0001, 0.02, linear"
  })
  void betasThatAreNotWrittenAreThoseOfTheClass(
      String className, double start, double end, String schedule) {
    ObjectNode bare = new JsonMapper().createObjectNode().put("_class_name", className);
    ObjectNode written =
        bare.deepCopy()
            .put("beta_start", start)
            .put("beta_end", end)
            .put("beta_schedule", schedule);
    assertEquals(
        NoiseSchedule.of(SchedulerConfig.of(written)).alphaCumprod(500),
        NoiseSchedule.of(own(bare).config()).alphaCumprod(500));
  }

  @Test
  void whatTellsNothingOfTheTrainingIsRefused() {
    ObjectNode bare = new JsonMapper().createObjectNode().put("_class_name", "IPNDMScheduler");
    String problem = assertThrows(SchedulerException.class, () -> own(bare)).getMessage();
    assertTrue(problem.contains("tells nothing of the training's betas"), problem);
    assertEquals("euler", Schedulers.of(own(fields("IPNDMScheduler")).config()).name());

    ObjectNode few = fields("DDIMScheduler");
    few.putArray("trained_betas").add(0.1).add(0.2);
    String odd = assertThrows(SchedulerException.class, () -> own(few)).getMessage();
    assertTrue(odd.contains("trained_betas has 2 numbers for the 1000 timesteps"), odd);
  }

  @ParameterizedTest
  @CsvSource({
    "DPMSolverMultistepScheduler, algorithm_type, sde-dpmsolver++, dpmpp_2m",
    "DPMSolverMultistepScheduler, final_sigmas_type, odd, dpmpp_2m",
    "EulerDiscreteScheduler, interpolation_type, odd, euler",
    "DDIMScheduler, timestep_spacing, odd, ddim"
  })
  void anOptionOfGenerationThatIsNotSupportedStopsNothing(
      String className, String field, String value, String standIn) {
    ModelScheduler own = own(fields(className).put(field, value));
    assertEquals(standIn, Schedulers.of(own.config()).name());
    assertEquals(Optional.of(className), own.standsInFor());
    assertTrue(own.reason().contains(field), own::reason);
  }

  @Test
  void aSwitchOfGenerationThatIsNotSupportedStopsNothing() {
    for (String field : new String[] {"thresholding", "use_beta_sigmas"}) {
      ModelScheduler own = own(fields("DPMSolverMultistepScheduler").put(field, true));
      assertEquals("dpmpp_2m", Schedulers.of(own.config()).name());
    }
  }

  @Test
  void whatIsSupportedSamplesItself() {
    ModelScheduler own = own(fields("EulerDiscreteScheduler"));
    assertEquals(Optional.empty(), own.standsInFor());
    assertEquals("euler", Schedulers.of(own.config()).name());
  }

  @ParameterizedTest
  @CsvSource({
    "FlowMatchEulerDiscreteScheduler, steps_offset, 1, FlowMatchEulerDiscreteScheduler",
    "EDMEulerScheduler, steps_offset, 1, EDMEulerScheduler",
    "DEISMultistepScheduler, beta_schedule, laplace, laplace",
    "DEISMultistepScheduler, prediction_type, sample, sample",
    "UniPCMultistepScheduler, prediction_type, flow_prediction, flow_prediction"
  })
  void anotherTrainingIsRefusedByName(String className, String field, String value, String name) {
    ObjectNode fields = fields(className).put(field, value);
    String problem = assertThrows(SchedulerException.class, () -> own(fields)).getMessage();
    assertTrue(problem.contains(name), problem);
  }

  @Test
  void flowMatchingIsRefusedByItsSigmas() {
    ObjectNode fields = fields("UniPCMultistepScheduler").put("use_flow_sigmas", true);
    String problem = assertThrows(SchedulerException.class, () -> own(fields)).getMessage();
    assertTrue(problem.contains("use_flow_sigmas"), problem);
  }

  @Test
  void pndmDoesNotSampleWhereTheNoiseEndsWithoutSignal() {
    ObjectNode fields =
        fields("PNDMScheduler")
            .put("prediction_type", "v_prediction")
            .put("timestep_spacing", "trailing")
            .put("rescale_betas_zero_snr", true);
    ModelScheduler own = own(fields);
    assertEquals("ddim", Schedulers.of(own.config()).name());
    assertEquals(999, Schedulers.of(own.config()).plan(10).timesteps().get(0));
    SchedulerConfig config = SchedulerConfig.of(fields);
    String problem =
        assertThrows(SchedulerException.class, () -> Schedulers.forGeneration("pndm", config))
            .getMessage();
    assertTrue(problem.contains("'pndm'"), problem);
    for (String name : Schedulers.NAMES) {
      if (!name.equals("pndm")) {
        assertEquals(name, Schedulers.forGeneration(name, config).name());
      }
    }
  }
}
