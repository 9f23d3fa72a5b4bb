// Load on a running install, by k6: creates of trainings, watches of them, and images. README.md tells how to run it.
import grpc from 'k6/net/grpc';
import exec from 'k6/execution';
import encoding from 'k6/encoding';
import { check, fail, sleep } from 'k6';
import { Counter, Trend } from 'k6/metrics';

const target = __ENV.TARGET || 'localhost:9001';
const tenant = `tenants/${__ENV.TENANT || 'load'}`;
const model = `models/${__ENV.MODEL || 'toybox'}`;
const photo = open(__ENV.PHOTO || '../../services/toybox/src/main/resources/zoodip/toybox/subjects/mug-01/00.jpg', 'b');
const duration = __ENV.DURATION || '1m';
const steps = Number(__ENV.STEPS || 1);
const pause = Number(__ENV.PAUSE || 1);
const connection = { plaintext: __ENV.TLS !== 'true', reflect: true, timeout: '10s', maxReceiveSize: 64 * 1024 * 1024 };

const watchSeconds = new Trend('watch_seconds', true);
const firstChange = new Trend('watch_first_change', true);
const imageSeconds = new Trend('image_call_seconds', true);
const images = new Counter('images');
const overloaded = new Counter('overloaded');

const callers = (name, number) =>
  number > 0 ? { [name]: { executor: 'constant-vus', vus: number, duration, exec: name, gracefulStop: '2m' } } : {};

export const options = {
  setupTimeout: '2m',
  scenarios: Object.assign(
    {},
    callers('creates', Number(__ENV.CREATES || 1)),
    callers('watches', Number(__ENV.WATCHES || 1)),
    callers('generations', Number(__ENV.GENERATIONS || 1)),
  ),
  thresholds: {
    checks: ['rate>0.99'],
    'grpc_req_duration{call:create}': ['p(95)<2500'],
  },
  summaryTrendStats: ['count', 'avg', 'p(50)', 'p(95)', 'p(99)', 'max'],
};

const clients = {};

// one connection for each caller
function client() {
  if (!clients.own) {
    clients.own = new grpc.Client();
    clients.own.connect(target, connection);
  }
  return clients.own;
}

// A subject with a photo, which all trainings share.
export function setup() {
  const setup = new grpc.Client();
  setup.connect(target, connection);
  const created = setup.invoke('zoodip.v1.Subjects/CreateSubject', {
    parent: tenant,
    subject_id: `load-${Date.now()}`,
    subject: { class_word: 'mug' },
  });
  if (created.status !== grpc.StatusOK) {
    fail(`No subject at ${target}: ${created.error && created.error.message}`);
  }
  return new Promise((resolve, reject) => {
    const subject = created.message.name;
    const upload = new grpc.Stream(setup, 'zoodip.v1.Subjects/UploadPhotos');
    upload.on('error', (e) => reject(new Error(`The photo was refused: ${e.message}`)));
    upload.on('data', () => resolve({ subject }));
    upload.write({ subject });
    upload.write({ photo: { filename: '00.jpg' } });
    const bytes = new Uint8Array(photo);
    for (let at = 0; at < bytes.length; at += 524288) {
      upload.write({ chunk: encoding.b64encode(bytes.slice(at, at + 524288).buffer) });
    }
    upload.end();
  });
}

function create(subject) {
  return client().invoke(
    'zoodip.v1.TrainingJobs/CreateTrainingJob',
    {
      parent: tenant,
      request_id: `${exec.scenario.name}-${exec.vu.idInTest}-${exec.vu.iterationInScenario}-${Date.now()}`,
      training_job: { subject, model, concept_id: `c-${exec.vu.idInTest}-${exec.vu.iterationInScenario}`, settings: { steps } },
    },
    { tags: { call: 'create' } },
  );
}

export function creates(data) {
  const answer = create(data.subject);
  check(answer, { 'create is answered': (a) => a && a.status === grpc.StatusOK });
  sleep(pause);
}

// A create, and its job watched to its end.
export function watches(data) {
  const job = create(data.subject);
  if (!check(job, { 'create is answered': (a) => a && a.status === grpc.StatusOK })) {
    return Promise.resolve();
  }
  const start = Date.now();
  let state = '';
  return new Promise((resolve) => {
    const watch = new grpc.Stream(client(), 'zoodip.v1.TrainingJobs/WatchTrainingJob', { tags: { call: 'watch' } });
    watch.on('data', (change) => {
      if (change.trainingJob || change.training_job) {
        if (!state) firstChange.add(Date.now() - start);
        state = (change.trainingJob || change.training_job).state;
      }
    });
    watch.on('error', (e) => {
      check(null, { 'watch ends with its job': () => false });
      console.error(`A watch broke off: ${e.message}`);
      resolve();
    });
    watch.on('end', () => {
      watchSeconds.add(Date.now() - start);
      check(state, { 'watch ends with its job': (s) => s === 'JOB_STATE_SUCCEEDED' });
      resolve();
    });
    watch.write({ name: job.message.name });
    watch.end();
  });
}

// Images of words alone, so that no concept has to be learned before.
export function generations() {
  const start = Date.now();
  let number = 0;
  return new Promise((resolve) => {
    const call = new grpc.Stream(client(), 'zoodip.v1.Images/GenerateImages', { tags: { call: 'generate' } });
    call.on('data', (event) => {
      if (event.image) number++;
    });
    call.on('error', (e) => {
      // an answer of an install that protects itself
      if (e.code === grpc.StatusResourceExhausted) overloaded.add(1);
      else check(null, { 'images come': () => false });
      resolve();
    });
    call.on('end', () => {
      if (number > 0) {
        images.add(number);
        imageSeconds.add(Date.now() - start);
        check(number, { 'images come': (n) => n === 2 });
      }
      resolve();
    });
    call.write({ parent: tenant, model, prompt: 'a mug on the beach', count: 2, seed: exec.vu.iterationInScenario, settings: { steps: 5 } });
    call.end();
  });
}
