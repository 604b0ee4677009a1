import './styles/pages.css'
