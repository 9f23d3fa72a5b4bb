package zoodip.gateway.paging;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import zoodip.platform.errors.ServiceException;
import zoodip.v1.ErrorReason;
import zoodip.v1.JobState;

class FilterTest {
  private record Job(JobState state, String subject, boolean living, Timestamp begun) {}

  private static final Fields<Job> FIELDS =
      Fields.of(
          Field.text("subject", Job::subject),
          Field.choice("state", JobState.class, "JOB_STATE_", Job::state),
          Field.flag("living", Job::living),
          Field.time("start_time", Job::begun));

  private final Job job =
      new Job(
          JobState.JOB_STATE_RUNNING,
          "tenants/a/subjects/dog",
          true,
          time("2026-01-31T12:00:00.5Z"));

  @Test
  void noFilterLetsEverythingThrough() {
    assertTrue(matches(""));
    assertTrue(matches("  "));
  }

  @Test
  void everyTermHasToHold() {
    assertTrue(matches("state = RUNNING"));
    assertTrue(matches("state=RUNNING AND subject=\"tenants/a/subjects/dog\""));
    assertFalse(matches("state = RUNNING AND subject = \"tenants/a/subjects/cat\""));
    assertFalse(matches("state = QUEUED AND subject = dog"));
    assertFalse(matches("state = RUNNING AND state = QUEUED"));
  }

  @Test
  void aResourceIsFoundByItsIdToo() {
    assertTrue(matches("subject = dog"));
    assertFalse(matches("subject = og"));
    assertFalse(matches("subject != dog"));
    assertTrue(matches("subject != cat"));
  }

  @Test
  void flagsAreTrueOrFalse() {
    assertTrue(matches("living = true"));
    assertTrue(matches("living != false"));
    assertFalse(matches("living = false"));
  }

  @Test
  void timesAreCompared() {
    assertTrue(matches("start_time > \"2026-01-31T12:00:00Z\""));
    assertTrue(matches("start_time >= \"2026-01-31T13:00:00.5+01:00\""));
    assertTrue(matches("start_time <= \"2026-01-31T12:00:00.5Z\""));
    assertFalse(matches("start_time < \"2026-01-31T12:00:00.5Z\""));
    assertTrue(
        matches("start_time > \"1969-01-01T00:00:00Z\" AND start_time < \"2100-01-01T00:00:00Z\""));
  }

  @Test
  void aTimeThatIsNotSetIsNeitherBeforeNorAfterAny() {
    Job queued = new Job(JobState.JOB_STATE_QUEUED, "", false, Timestamp.getDefaultInstance());
    for (String operator : new String[] {"<", "<=", ">", ">=", "="}) {
      String filter = "start_time " + operator + " \"2026-01-31T12:00:00Z\"";
      assertFalse(Filter.parse(filter, FIELDS).test(queued), filter);
    }
  }

  @Test
  void whatDoesNotParseIsRefused() {
    for (String text :
        new String[] {
          "state",
          "state =",
          "= RUNNING",
          "state = SLEEPING",
          "state = UNSPECIFIED",
          "state > RUNNING",
          "state == RUNNING",
          "colour = red",
          "living = yes",
          "start_time > yesterday",
          "state = RUNNING AND",
          "state = RUNNING AND ",
          "state = RUNNING subject = dog",
          "state = RUNNING OR state = QUEUED",
          "subject = \"unended"
        }) {
      var error = assertThrows(ServiceException.class, () -> Filter.parse(text, FIELDS), text);
      assertEquals(ErrorReason.ERROR_REASON_INVALID_REQUEST, error.reason());
    }
  }

  private boolean matches(String filter) {
    return Filter.parse(filter, FIELDS).test(job);
  }

  private static Timestamp time(String text) {
    try {
      return Timestamps.parse(text);
    } catch (ParseException e) {
      throw new AssertionError(e);
    }
  }
}
