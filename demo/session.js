/** Which contact centre, agent and interaction this window is about. */
export const params = new URLSearchParams(location.search);

/** Asks the server, with JSON or with a file of JSON lines; throws with its words where it refuses. */
export const post = async (path, body, token) => {
  const isFile = body instanceof Blob;
  const response = await fetch(path, {
    method: 'POST',
    headers: {
      'content-type': isFile ? 'application/jsonl' : 'application/json',
      ...(token && { authorization: `Bearer ${token}` }),
    },
    body: isFile ? body : JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? answer.title);
  return answer;
};

/** The demo server hands out tokens; a real host asks its own back end. */
export const openSession = () =>
  post(
    '/demo/session',
    Object.fromEntries(
      ['ns', 'agent', 'scenario'].filter((name) => params.get(name)).map((name) => [name, params.get(name)]),
    ),
  );
