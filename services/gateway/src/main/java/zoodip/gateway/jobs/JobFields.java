package zoodip.gateway.jobs;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.Set;
import zoodip.events.v1.JobRecord;

/** What jobs of the API have under the same names as their records. */
public final class JobFields {
  private static final Set<String> SHARED =
      Set.of(
          "name",
          "state",
          "progress",
          "error",
          "attempts",
          "cancel_requested",
          "cancel_reason",
          "evaluation_job",
          "create_time",
          "start_time",
          "end_time",
          "update_time");

  private JobFields() {}

  /** Sets those of them that the record has and this kind of job knows. */
  public static void copy(JobRecord record, Message.Builder job) {
    record
        .getAllFields()
        .forEach(
            (field, value) -> {
              FieldDescriptor shown = job.getDescriptorForType().findFieldByName(field.getName());
              if (shown != null && SHARED.contains(field.getName())) {
                job.setField(shown, value);
              }
            });
  }
}
