import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import * as v from 'valibot';
import { commandKeys, commandPath } from '../../contract/commands.ts';
import type { Problem } from '../../contract/problems.ts';
import { openApi } from './openapi.ts';
import { commandOperations, operations, type Operation } from './operations.ts';
import { simulator } from './testing.ts';

const document = openApi({ demo: true });
/** Every operation of the document, with an id where its path has one. */
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path: path.replace('{id}', 'x') })),
);

describe('http: OpenAPI', () => {
  it('is a valid document', async () => {
    const { valid, errors } = await new Validator().validate({ ...structuredClone(document) });
    assert.ok(valid, JSON.stringify(errors));
  });

  it('refers to what is there, and names every operation once', () => {
    const text = JSON.stringify(document);
    const named = new Set(Object.keys(document.components.schemas));
    const references = [...text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name!,
    );
    assert.ok(references.length > 100);
    assert.deepEqual(
      references.filter((name) => !named.has(name)),
      [],
    );
    assert.doesNotMatch(text, /\$defs|\$schema/);
    const ids = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    assert.equal(new Set(ids).size, ids.length);
  });

  it('has every route of the application, and no other', async () => {
    const { app, ask } = simulator();
    const routes = new Set(app.routes.map(({ path }) => path).filter((path) => !path.endsWith('*')));
    const own = new Set(Object.keys(operations).map((route) => route.split(' ')[1]!));
    assert.deepEqual(routes, new Set([...own, '/api/task/schedule', '/api/:kind/:id/:command']));
    assert.equal(described.length, Object.keys(operations).length + commandKeys.length);
    for (const { path } of described) {
      const response = await ask('DELETE', path);
      assert.equal(response.status, 405, path);
      const methods = described.filter((one) => one.path === path).map(({ method }) => method);
      assert.equal(response.headers.get('allow'), methods.join(', '), path);
    }
  });

  it('is without what only the demo answers, where that is not asked for', async () => {
    const { ask } = simulator({ demo: false });
    const { paths } = (await (await ask('GET', '/openapi.json')).json()) as typeof document;
    assert.equal(Object.keys(paths).length, Object.keys(document.paths).length - 1);
    assert.ok(!('/demo/session' in paths));
  });

  it('describes the bodies that are judged', async () => {
    const { post, session } = simulator();
    const { token, controlToken } = await session();
    const bodies: [path: string, operation: Operation, token: string][] = [
      // First, since the control also ends sessions.
      ...commandKeys.map((key): [string, Operation, string] => [
        commandPath(key, 'x'),
        commandOperations[key],
        token,
      ]),
      ...Object.entries<Operation>(operations)
        .filter(([, { body }]) => body)
        .map(([route, one]): [string, Operation, string] => [route.split(' ')[1]!, one, controlToken]),
    ];
    assert.ok(bodies.length > 40);
    const nonsense = {
      agentId: 7,
      act: [],
      scenario: {},
      number: 'x',
      mode: 'x',
      reasonId: {},
      at: 'x',
      target: 1,
    };
    for (const [path, { body }, bearer] of bodies) {
      for (const sent of [{}, nonsense]) {
        const response = await post(path, bearer, sent);
        const { type } = (await response.json()) as Partial<Problem>;
        const isRefused = type === 'urn:callback-kit:problem:invalid_payload';
        assert.equal(isRefused, !v.is(body!, sent), `${path} ${JSON.stringify(sent)}`);
      }
    }
  });

  it('is shown to people: every operation and every record, under a strict policy', async () => {
    const { ask } = simulator();
    const response = await ask('GET', '/openapi');
    const text = await response.text();
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type')!, /^text\/html/);
    const policy = response.headers.get('content-security-policy')!;
    assert.match(policy, /default-src 'none'/);
    assert.doesNotMatch(policy, /unsafe|script/);
    assert.doesNotMatch(text, /<script|<style|\sstyle=|\son\w+=|undefined|\[object|https?:/);
    const ids = [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!);
    const targets = [...text.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id!);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      targets.filter((id) => !ids.includes(id)),
      [],
    );
    for (const one of Object.values(document.paths).flatMap((methods) => Object.values(methods)))
      assert.ok(targets.includes(one.operationId), one.operationId);
    assert.equal((await ask('GET', '/openapi.css')).headers.get('content-type'), 'text/css; charset=utf-8');
  });
});
