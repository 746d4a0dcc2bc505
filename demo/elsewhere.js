// Every other page of the host: the call, and the way back to its own page.
import '../components/callback-provider/define.ts';
import '../components/callback-voice-control/define.ts';
import { openSession, params } from './session.js';

const provider = document.querySelector('callback-provider');

const open = ({ detail: { interactionId } }) => {
  location.href = `/?${new URLSearchParams({ ...Object.fromEntries(params), interaction: interactionId })}`;
};
document.addEventListener('callback-open-interaction', open);
document.addEventListener('call-open-wrap-up', open);

provider.getToken = async () => {
  try {
    return (await openSession()).token;
  } catch (error) {
    const trouble = document.querySelector('#trouble');
    trouble.textContent = `There is no session: ${error.message}`;
    trouble.hidden = false;
    throw error;
  }
};
