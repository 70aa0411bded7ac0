// The server was started anew, or this page was away for long: what it showed is gone, so it is loaded again.
document.getElementById('components-reconnect-modal')?.addEventListener('components-reconnect-state-changed', event => {
    if (event.detail.state === 'rejected')
        location.reload();
    else if (event.detail.state === 'failed')
        document.addEventListener('visibilitychange', () => location.reload(), { once: true });
});

// Blazor takes links within a page for its own and scrolls without moving the focus; this one is for the focus.
document.addEventListener('click', event => {
    if (event.target.matches('.skip')) {
        event.preventDefault();
        document.getElementById('content').focus();
    }
}, { capture: true });
