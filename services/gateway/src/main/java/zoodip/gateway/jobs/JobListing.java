package zoodip.gateway.jobs;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;
import zoodip.gateway.paging.Field;
import zoodip.gateway.paging.Fields;
import zoodip.gateway.paging.Filter;
import zoodip.gateway.paging.ItemSource;
import zoodip.gateway.paging.ListDefinition;
import zoodip.gateway.records.JobEntry;
import zoodip.gateway.records.JobView;
import zoodip.v1.JobState;

/**
 * The jobs of one list, and what they can be filtered and ordered by; trainings and evaluations
 * alike. A list from its newest job on, and one of jobs in a certain state, look at no others.
 *
 * @param list {@code tenants/{t}/trainingJobs}
 */
record JobListing(JobView jobs, String list) implements ItemSource<JobEntry> {
  private static final String STATE = "state";
  private static final String STATES = "JOB_STATE_";

  private static final Fields<JobEntry> FIELDS =
      Fields.of(
          Field.text("name", JobEntry::name),
          Field.choice(STATE, JobState.class, STATES, JobEntry::state),
          Field.text("subject", JobEntry::subject),
          Field.text("model", JobEntry::model),
          Field.text("concept", JobEntry::concept),
          Field.nanos("create_time", JobEntry::createTime),
          Field.nanos("start_time", JobEntry::startTime),
          Field.nanos("end_time", JobEntry::endTime),
          Field.nanos("update_time", JobEntry::updateTime));

  /**
   * What lists of one kind of job have in common.
   *
   * @param collection for example {@code trainingJobs}
   */
  static ListDefinition<JobEntry> of(String collection) {
    return new ListDefinition<>(collection, ListDefinition.NEWEST_FIRST, FIELDS);
  }

  @Override
  public Stream<JobEntry> all(Filter<JobEntry> filter) {
    return newestFirst(filter).values().stream();
  }

  @Override
  public Optional<Stream<JobEntry>> inDefaultOrder(
      Filter<JobEntry> filter, Optional<List<Comparable<?>>> after) {
    NavigableMap<JobEntry.Place, JobEntry> newestFirst = newestFirst(filter);
    return Optional.of(
        after
            .map(JobListing::place)
            .map(place -> newestFirst.tailMap(place, false))
            .orElse(newestFirst)
            .values()
            .stream());
  }

  @Override
  public int size(JobEntry job) {
    return job.size();
  }

  private NavigableMap<JobEntry.Place, JobEntry> newestFirst(Filter<JobEntry> filter) {
    Optional<JobState> state =
        filter.required(STATE).map(wanted -> JobState.valueOf(STATES + wanted));
    return jobs.newestFirst(list, state);
  }

  private static JobEntry.Place place(List<Comparable<?>> values) {
    return new JobEntry.Place((Long) values.get(0), (String) values.get(1));
  }
}
