import { summary } from './bubble.js';
import { t } from './texts.js';

/**
 * A phone's writing line: text, a photo with its caption, the message being answered.
 * `send(draft)` gets `{ text, photo, replyTo }`; what was written comes back when it rejects.
 */
export function composer(form, { phone, send }) {
	const text = form.querySelector('textarea');
	const file = form.querySelector('input[type=file]');
	const quoting = form.querySelector('.quoting');
	const attached = form.querySelector('.attached');
	const preview = attached.querySelector('img');
	let replyTo;

	text.placeholder = t('placeholder');
	text.setAttribute('aria-label', t('message_to', { name: phone.orgName }));
	if (phone.channel === 'sms') for (const button of form.querySelectorAll('.attach')) button.remove();

	const reply = (message) => {
		replyTo = message?.id;
		quoting.hidden = message === undefined;
		quoting.querySelector('.quoting-text').textContent = message ? t('replying_to', { text: summary(message) }) : '';
		if (message) text.focus();
	};
	const attach = (photo) => {
		URL.revokeObjectURL(preview.src);
		preview.removeAttribute('src');
		attached.hidden = photo === undefined;
		if (photo) preview.src = URL.createObjectURL(photo);
		else file.value = '';
		text.placeholder = t(photo ? 'caption' : 'placeholder');
	};
	const clear = () => {
		text.value = '';
		reply();
		attach();
	};

	file.addEventListener('change', () => {
		attach(file.files[0]);
		text.focus();
	});
	text.addEventListener('keydown', (event) => {
		if (event.key === 'Escape') reply();
		if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		form.requestSubmit();
	});
	form.addEventListener('click', (event) => {
		const action = event.target.closest('[data-do]')?.dataset.do;
		if (action === 'photo') file.click();
		if (action === 'detach') attach();
		if (action === 'unquote') reply();
	});
	form.addEventListener('submit', async (event) => {
		event.preventDefault();
		const draft = { text: text.value.trim(), photo: file.files[0], replyTo };
		if (draft.text === '' && !draft.photo) return;
		if (!draft.photo) clear();
		try {
			await send(draft);
			if (draft.photo) clear();
		} catch {
			if (text.value === '') text.value = draft.text;
		}
	});
	return { reply, focus: () => text.focus() };
}
