package zoodip.gateway.jobs;

import com.google.protobuf.ByteString;
import java.util.Map;
import zoodip.events.v1.JobRecord;

/**
 * How the API shows one kind of job.
 *
 * @param <J> the job
 * @param <W> an answer of its watch
 * @param <C> a chunk of one of its files
 */
public interface JobResponses<J, W, C> extends JobWatch.Responses<W> {
  /** The collection that these jobs are named in, for example {@code trainingJobs}. */
  String collection();

  J job(JobRecord record);

  /** The names of the job's files and the objects' keys. */
  Map<String, String> files(JobRecord record);

  C chunk(ByteString content);
}
